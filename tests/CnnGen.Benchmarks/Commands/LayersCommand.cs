using CnnGen.Benchmarks.Layers;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>layers</c>: single convolutions of published networks on one thread, beside the peak of the machine.</summary>
internal static class LayersCommand
{
    private const double Seconds = 0.5;

    /// <summary>Measures the peak, then every layer.</summary>
    public static void Run(PeerOptions options, TextWriter output)
    {
        TimeSpan turn = options.Turn(Seconds);
        double peak = MultiplyAddPeak.Measure(turn);
        LayerReport report = new([.. ConvolutionLayers.All.Select(layer => LayerTiming.Measure(layer, turn))], peak);
        output.WriteLine(Machine.Description);
        output.WriteLine(report.PeakLine);
        output.WriteLine("one image a call, median over the calls; the copy of an input that is padded is timed by itself and taken off, since in a network the layer before writes there");
        output.WriteLine();
        output.Write(report.Table());
        if (options.Json is string json)
        {
            JsonReport.Write(json, report.Write);
        }
    }
}
