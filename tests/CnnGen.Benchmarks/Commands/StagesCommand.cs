using System.Globalization;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Scaling;
using CnnGen.Runtime;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// Times every stage of one image on one thread, in the order in which they follow each other, so that caches hold what they hold in use.
/// </summary>
internal static class StagesCommand
{
    private const int Seed = 1;
    private const double FlopsOfMultiplyAdd = 2;

    // Multiply-adds of a vector in one of the cycles that plans count in.
    private const double MultiplyAddsOfCycle = 2;

    private static readonly TimeSpan s_peakTurn = TimeSpan.FromMilliseconds(200);

    /// <summary>Prints a row for each stage; the quickest of all images counts.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="name">The network.</param>
    /// <param name="rounds">Images.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="BenchmarkException">There is no such network, or it is too small to have stages.</exception>
    public static void Run(TextWriter output, string name, int rounds, CancellationToken stop)
    {
        BenchmarkedNetwork benchmarked = PublishedNetworks.Find(name);
        NetworkRuntime network = GeneratedRuntime.Of(benchmarked.Create(Seed));
        ProgramStage[] stages = network.Program.ForwardStages;
        if (stages.Length == 0)
        {
            throw new BenchmarkException($"{benchmarked.Info.Name} is so small that more threads do not pay: it has no stages.");
        }

        Dictionary<int, PlannedStage> plan = PlannedStage.Of(benchmarked.Info.Name, Machine.VectorBits).ToDictionary(stage => stage.Number);
        double peak = MultiplyAddPeak.Measure(s_peakTurn);
        using StageTimes times = new(network.Program, network.Weights);
        double[] microseconds = times.Slowest(threads: 1, rounds, stop);
        peak = Math.Max(peak, MultiplyAddPeak.Measure(s_peakTurn));
        output.WriteLine(Machine.Description);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{benchmarked.Info.Name}: multiply-add peak {peak / 1e9:F1} GFLOP/s"));
        output.WriteLine();
        MarkdownTable table = new("stage", "µs", "% of the time", "MFLOP", "GFLOP/s", "% of the peak", "MB", "GB/s", "estimate, µs", "times the estimate");
        double microsecondsOfCycle = 1e6 * FlopsOfMultiplyAdd * MultiplyAddsOfCycle * (Machine.VectorBits / (8 * sizeof(float))) / peak;
        double total = microseconds.Sum();
        (double Measured, double Estimated) priced = (0, 0);
        long multiplyAdds = 0;
        for (int i = 0; i < stages.Length; i++)
        {
            PlannedStage stage = plan[stages[i].Number];
            multiplyAdds += stage.MultiplyAdds;
            double estimate = microsecondsOfCycle * stage.Cycles;
            priced = estimate > 0 ? (priced.Measured + microseconds[i], priced.Estimated + estimate) : priced;
            Add(table, stage.Kernels, microseconds[i], total, stage.MultiplyAdds, stage.Bytes, peak, microseconds[i], estimate);
        }

        Add(table, "all", total, total, multiplyAdds, plan.Values.Sum(stage => stage.Bytes), peak, priced.Measured, priced.Estimated);
        output.Write(table);
    }

    private static void Add(
        MarkdownTable table,
        string name,
        double microseconds,
        double total,
        long multiplyAdds,
        long bytes,
        double peak,
        double measured,
        double estimate)
    {
        double flops = FlopsOfMultiplyAdd * multiplyAdds;
        table.Add(
            name,
            Text(microseconds),
            Text(100 * microseconds / total),
            Text(flops / 1e6),
            Text(flops / (1e3 * microseconds)),
            Text(100 * flops / (1e-6 * microseconds * peak)),
            Text(bytes / 1e6),
            Text(bytes / (1e3 * microseconds)),
            estimate > 0 ? Text(estimate) : "",
            estimate > 0 ? Text(measured / estimate) : "");
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 10 ? "F2" : "F1", CultureInfo.InvariantCulture);
}
