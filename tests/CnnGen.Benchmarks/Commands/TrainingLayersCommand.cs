using System.Globalization;
using CnnGen.Benchmarks.Layers;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Scaling;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>layers --training</c>: forward, input gradient and weight gradient of each distinct convolution of a network, on one thread, beside the peak of the
/// machine, and what else a step of training takes.
/// </summary>
internal static class TrainingLayersCommand
{
    private const string Nothing = "–";
    private const double PeakSeconds = 0.2;

    /// <summary>Measures the networks one by one.</summary>
    public static void Run(PeerOptions options, TextWriter output, CancellationToken stop)
    {
        output.WriteLine(Machine.Description);
        foreach (TrainedNetwork trained in options.TrainedNetworks)
        {
            int batch = options.Batch(trained.Batch);
            using CompiledTraining network = CompiledTraining.Of(trained.Name, stageOfEachCall: true);
            double before = MultiplyAddPeak.Measure(options.Turn(PeakSeconds));
            TrainingLayers layers = new(network, batch, options.Rounds, stop);
            double peak = Math.Max(before, MultiplyAddPeak.Measure(options.Turn(PeakSeconds)));
            output.WriteLine();
            output.WriteLine(FormattableString.Invariant($"{trained.Name}, {batch} images: {layers.Seconds * 1e3:F1} ms of kernels on one thread, ")
                + FormattableString.Invariant($"each the quickest of {options.Rounds} steps; the peak is {peak / 1e9:F1} GFLOP/s, shares count direct convolution's arithmetic"));
            output.WriteLine();
            output.Write(Table(layers, peak));
            output.WriteLine();
            output.Write(Others(layers));
        }
    }

    private static MarkdownTable Table(TrainingLayers layers, double peak)
    {
        MarkdownTable table = new(
            "input", "convolution", "count", "forward, ms", "of peak, %", "by", "input gradient, ms", "of peak, %", "by",
            "weight gradient, ms", "of peak, %", "by");
        foreach (TrainedConvolution convolution in layers.Convolutions())
        {
            table.Add(
            [
                convolution.Input,
                convolution.Convolution,
                convolution.Count.ToString(CultureInfo.InvariantCulture),
                .. convolution.Parts.SelectMany(part => part is null
                    ? new[] { Nothing, Nothing, Nothing }
                    : [Milliseconds(part.Seconds), Percent(convolution.Count * convolution.Flops / part.Seconds / peak), part.Algorithm]),
            ]);
        }

        return table;
    }

    private static MarkdownTable Others(TrainingLayers layers)
    {
        MarkdownTable table = new("others", "count", "ms", "of all, %");
        foreach ((string kind, int count, double seconds) in layers.Others())
        {
            table.Add(kind, count.ToString(CultureInfo.InvariantCulture), Milliseconds(seconds), Percent(seconds / layers.Seconds));
        }

        return table;
    }

    private static string Milliseconds(double seconds) => (seconds * 1e3).ToString("F2", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("F0", CultureInfo.InvariantCulture);
}
