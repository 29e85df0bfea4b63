using System.Diagnostics;

namespace CnnGen.Runtime;

/// <summary>Times the layers of a network.</summary>
internal static unsafe class NetworkTimer
{
    // Until caches, frequency and the JIT have settled.
    private const int WarmUpRuns = 5;

    /// <summary>Runs the forward pass of an image of random values.</summary>
    public static NetworkProfile Run(NetworkInfo info, InspectionProgram program, float* packed, float* arena, int runs)
    {
        float[] input = new float[info.InputLength];
        float[] output = new float[info.OutputLength];
        RandomSource random = new(1, 0);
        foreach (ref float value in input.AsSpan())
        {
            value = (float)random.NextDouble();
        }

        var times = new long[runs][];
        fixed (float* x = input, y = output)
        {
            for (int run = -WarmUpRuns; run < runs; run++)
            {
                long[] ticks = new long[program.ProfiledLayers.Count + 1];
                fixed (long* after = ticks)
                {
                    ticks[0] = Stopwatch.GetTimestamp();
                    program.Profile(packed, arena, x, y, after + 1);
                }

                times[Math.Max(run, 0)] = ticks;
            }
        }

        return new NetworkProfile(info.Name, program.ProfiledLayers, times);
    }
}
