using System.Globalization;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Scaling;

/// <summary>By how much more threads could make a network faster: the slowest shares of its stages, barriers and memory.</summary>
/// <param name="stages">The stages, in their order.</param>
/// <param name="bandwidth">What all cores together read of memory, in GB/s.</param>
/// <param name="barrier">Microseconds of a barrier.</param>
internal sealed class ScalingReport(IReadOnlyList<ScaledStage> stages, double bandwidth, double barrier)
{
    /// <summary>Numbers of threads that there are figures for.</summary>
    public static IReadOnlyList<int> Threads { get; } = [1, 2, 4, 8, 16, 32, 64];

    /// <summary>Writes the speed-up that each number of threads is allowed, and the stages that lose most.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="measure">Milliseconds on so many threads.</param>
    /// <param name="slowStages">How many stages are listed.</param>
    public void Write(TextWriter output, Func<int, double> measure, int slowStages)
    {
        MarkdownTable table =
            new(
                "threads",
                "slowest shares, ms",
                "speed-up allowed",
                "without what memory bounds",
                "stages that memory bounds",
                "measured, ms",
                "speed-up measured");
        double one = stages.Sum(stage => stage.Slowest[0]);
        double oneThread = double.NaN;
        for (int i = 0; i < Threads.Count; i++)
        {
            int threads = Threads[i];
            double barriers = threads == 1 ? 0 : stages.Sum(stage => stage.Barriers) * barrier;
            ScaledStage[] free = [.. stages.Where(stage => threads == 1 || Reading(stage) <= stage.Slowest[i])];
            double all = barriers + stages.Sum(stage => threads == 1 ? stage.Slowest[i] : Math.Max(stage.Slowest[i], Reading(stage)));
            double measured = threads <= Environment.ProcessorCount ? measure(threads) : double.NaN;
            oneThread = i == 0 ? measured : oneThread;
            table.Add(
                threads.ToString(CultureInfo.InvariantCulture),
                Text(all / 1e3),
                Text(one / all),
                Text(free.Sum(stage => stage.Slowest[0]) / (free.Sum(stage => stage.Slowest[i]) + barriers)),
                (stages.Count - free.Length).ToString(CultureInfo.InvariantCulture),
                double.IsNaN(measured) ? "–" : Text(measured),
                double.IsNaN(measured) ? "–" : Text(oneThread / measured));
        }

        output.Write(table);
        output.WriteLine();
        WriteSlowest(output, slowStages);
    }

    /// <summary>The stages that keep 16 threads longest beyond a sixteenth of their time on one.</summary>
    private void WriteSlowest(TextWriter output, int count)
    {
        (int eight, int sixteen) = (Threads.Index().Single(threads => threads.Item == 8).Index, Threads.Index().Single(threads => threads.Item == 16).Index);
        MarkdownTable table = new("stage", "tasks", "one thread, µs", "8 threads", "16 threads", "lost on 16, µs", "memory, kB");
        foreach (ScaledStage stage in stages.OrderByDescending(stage => stage.Slowest[sixteen] - (stage.Slowest[0] / 16)).Take(count))
        {
            table.Add(
                stage.Name,
                stage.Tasks.ToString(CultureInfo.InvariantCulture),
                Text(stage.Slowest[0]),
                Text(stage.Slowest[0] / stage.Slowest[eight]),
                Text(stage.Slowest[0] / stage.Slowest[sixteen]),
                Text(stage.Slowest[sixteen] - (stage.Slowest[0] / 16)),
                Text(stage.Bytes / 1e3));
        }

        output.Write(table);
    }

    private double Reading(ScaledStage stage) => stage.Bytes / (bandwidth * 1e3);

    private static string Text(double value) => value.ToString(Math.Abs(value) < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
