using System.Diagnostics;
using CnnGen.Packing;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>How long bringing weights into the order of the kernels takes: each of some threads takes the next piece when it is done with one.</summary>
internal static unsafe class PackingTimes
{
    /// <summary>Microseconds of each piece, in the order in which they are taken; the quickest of some rounds.</summary>
    /// <param name="program">The steps.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="rounds">How often all are packed.</param>
    public static double[] Pieces(TrainingProgram program, NetworkWeights weights, int rounds)
    {
        using NativeBuffer packed = new(program.PackedLength);
        using PackingScratch scratch = new();
        ParameterMemory source = new(weights.Values.Length);
        weights.Values.CopyTo(source.Span);
        PackingInput input = new(source, scratch);
        PackingStep[] steps = program.PackingSteps();
        List<double> quickest = [];
        for (int round = 0; round < rounds; round++)
        {
            int piece = 0;
            foreach (PackingStep step in steps)
            {
                for (int first = 0; first < step.Rows; first += step.RowsOfPiece, piece++)
                {
                    scratch.Reset();
                    long start = Stopwatch.GetTimestamp();
                    step.Run(first, Math.Min(step.RowsOfPiece, step.Rows - first), input, packed.Pointer);
                    double time = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                    if (piece == quickest.Count)
                    {
                        quickest.Add(time);
                    }

                    quickest[piece] = Math.Min(quickest[piece], time);
                }
            }
        }

        GC.KeepAlive(source);
        return [.. quickest];
    }

    /// <summary>When the last of some threads is done.</summary>
    public static double Slowest(double[] pieces, int threads)
    {
        double[] busy = new double[threads];
        foreach (double piece in pieces)
        {
            busy[Array.IndexOf(busy, busy.Min())] += piece;
        }

        return busy.Max();
    }
}
