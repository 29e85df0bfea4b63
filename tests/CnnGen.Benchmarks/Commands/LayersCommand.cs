using CnnGen.Benchmarks.Layers;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>layers</c>: single convolutions of published networks on one thread, beside the peak of the machine.</summary>
internal static class LayersCommand
{
    private const double Seconds = 0.1;

    /// <summary>Takes turns over all layers, so that no layer is measured at one time only, and the peak beside each.</summary>
    public static void Run(PeerOptions options, TextWriter output)
    {
        LayerContender[] contenders = [.. ConvolutionLayers.All.Select(layer => new LayerContender(layer))];
        try
        {
            LayerTurn[][] turns = [.. Enumerable.Range(0, options.Rounds + 1).Select(_ => Turn(contenders, options.Turn(Seconds))).Skip(1)];
            LayerReport report = new([.. contenders.Select((contender, i) => new LayerTiming(contender.Layer, [.. turns.Select(turn => turn[i])]))]);
            output.WriteLine(Machine.Description);
            output.WriteLine(report.PeakLine);
            output.WriteLine(
                "one image a call; medians [and extremes] of the turns, each the median of its calls and compared with the peak of its time; the copy of an "
                + "input that is padded is timed by itself and taken off, since in a network the layer before writes there");
            output.WriteLine();
            output.Write(report.Table());
            if (options.Json is string json)
            {
                JsonReport.Write(json, report.Write);
            }
        }
        finally
        {
            Array.ForEach(contenders, contender => contender.Dispose());
        }
    }

    private static LayerTurn[] Turn(LayerContender[] contenders, TimeSpan duration) => [.. contenders.Select(contender => contender.Take(duration))];
}
