using System.Diagnostics;
using System.Globalization;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Scaling;
using CnnGen.Runtime;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>scaling</c>: by how much more threads could make an image faster, from the times of their shares on one thread, beside what this machine measures with
/// the processors it has.
/// </summary>
/// <param name="bandwidth">What all cores together read of memory, in GB/s.</param>
/// <param name="barrier">Microseconds of a barrier.</param>
/// <param name="rounds">Images for each number of threads.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class ScalingCommand(double bandwidth, double barrier, int rounds, CancellationToken stop)
{
    private static readonly int[] s_threads = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Measures one network.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The network.</param>
    /// <param name="slowStages">How many of the stages that scale least are listed.</param>
    public void Run(TextWriter output, string name, int slowStages)
    {
        BenchmarkedNetwork benchmarked = PublishedNetworks.Find(name);
        using NetworkRuntime network = GeneratedRuntime.Of(benchmarked.Create(1));
        NetworkProgram program = network.Program;
        ProgramStage[] stages = program.ForwardStages;
        if (stages.Length == 0)
        {
            throw new BenchmarkException($"{benchmarked.Info.Name} is so small that more threads do not pay: it has no stages.");
        }

        Dictionary<int, PlannedStage> plan = PlannedStage.Of(benchmarked.Info.Name, Machine.VectorBits).ToDictionary(stage => stage.Number);
        using StageTimes times = new(program, network.Weights);
        double[][] slowest = [.. s_threads.Select(threads => times.Slowest(threads, rounds, stop))];
        double[] reading = [.. stages.Select(stage => plan[stage.Number].WeightBytes / (bandwidth * 1e3))]; // in µs
        output.WriteLine(Machine.Description);
        output.WriteLine(FormattableString.Invariant(
            $"{benchmarked.Info.Name}: {stages.Length} stages, a barrier of {barrier} µs, {bandwidth} GB/s of memory for all cores together (both assumed)"));
        output.WriteLine();
        MarkdownTable table =
            new(
                "threads",
                "slowest shares, ms",
                "speed-up allowed",
                "without what memory bounds",
                "stages that memory bounds",
                "measured, ms",
                "speed-up measured");
        double oneThread = double.NaN;
        for (int i = 0; i < s_threads.Length; i++)
        {
            int threads = s_threads[i];
            bool[] bound = [.. stages.Select((_, stage) => threads > 1 && reading[stage] > slowest[i][stage])];
            double barriers = threads == 1 ? 0 : stages.Length * barrier;
            double all = stages.Select((_, stage) => Math.Max(slowest[i][stage], bound[stage] ? reading[stage] : 0)).Sum() + barriers;
            double free = slowest[i].Where((_, stage) => !bound[stage]).Sum() + barriers;
            double freeOfOne = slowest[0].Where((_, stage) => !bound[stage]).Sum();
            double measured = threads <= Environment.ProcessorCount ? Measure(network, benchmarked, threads) : double.NaN;
            oneThread = i == 0 ? measured : oneThread;
            table.Add(
                threads.ToString(CultureInfo.InvariantCulture),
                Text(all / 1e3),
                Text(slowest[0].Sum() / all),
                Text(freeOfOne / free),
                bound.Count(isBound => isBound).ToString(CultureInfo.InvariantCulture),
                double.IsNaN(measured) ? "–" : Text(measured),
                double.IsNaN(measured) ? "–" : Text(oneThread / measured));
        }

        output.Write(table);
        output.WriteLine();
        WriteSlowest(output, stages, plan, slowest, slowStages);
    }

    /// <summary>The stages that keep 16 threads longest beyond a sixteenth of their time on one.</summary>
    private static void WriteSlowest(TextWriter output, ProgramStage[] stages, Dictionary<int, PlannedStage> plan, double[][] slowest, int count)
    {
        int sixteen = Array.IndexOf(s_threads, 16);
        MarkdownTable table = new("stage", "tasks", "one thread, µs", "8 threads", "16 threads", "lost on 16, µs", "weights, kB");
        foreach (int stage in Enumerable.Range(0, stages.Length).OrderByDescending(stage => slowest[sixteen][stage] - (slowest[0][stage] / 16)).Take(count))
        {
            PlannedStage planned = plan[stages[stage].Number];
            table.Add(
                planned.Kernels,
                stages[stage].Tasks.ToString(CultureInfo.InvariantCulture),
                Text(slowest[0][stage]),
                Text(slowest[0][stage] / slowest[Array.IndexOf(s_threads, 8)][stage]),
                Text(slowest[0][stage] / slowest[sixteen][stage]),
                Text(slowest[sixteen][stage] - (slowest[0][stage] / 16)),
                Text(planned.WeightBytes / 1e3));
        }

        output.Write(table);
    }

    private double Measure(NetworkRuntime network, BenchmarkedNetwork benchmarked, int threads)
    {
        network.Threads = threads;
        (float[] image, float[] result) = (new float[benchmarked.Info.InputLength], new float[benchmarked.Info.OutputLength]);
        List<double> times = [];
        for (int round = -1; round < rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            network.Forward(image, result);
            if (round >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
