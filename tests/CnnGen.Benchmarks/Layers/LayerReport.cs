using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Layers;

/// <summary>Shows the times of layers beside the machine's peak.</summary>
/// <param name="Timings">The layers.</param>
/// <param name="Peak">Multiplications and additions a second, of one thread.</param>
internal sealed record LayerReport(IReadOnlyList<LayerTiming> Timings, double Peak)
{
    private const string Nothing = "–";
    private const double Giga = 1e9;
    private const double Mega = 1e6;

    /// <summary>One row a layer.</summary>
    public MarkdownTable Table()
    {
        MarkdownTable table = new("network", "input", "convolution", "MFLOP", "copy, ms", "direct, ms", "min", "of peak", "Winograd, ms", "min", "direct / Winograd");
        foreach (LayerTiming timing in Timings)
        {
            table.Add(
                timing.Layer.Network, timing.Layer.Input, timing.Layer.Convolution, Digits.Three(timing.Layer.Flops / Mega),
                Milliseconds(timing.Copy?.MedianSeconds), Milliseconds(timing.DirectSeconds), Milliseconds(timing.DirectSeconds - timing.Direct.MedianSeconds + timing.Direct.MinSeconds),
                timing.ShareOf(Peak).ToString("P0", CultureInfo.InvariantCulture),
                Milliseconds(timing.WinogradSeconds), Milliseconds(timing.WinogradSeconds - timing.Winograd?.MedianSeconds + timing.Winograd?.MinSeconds),
                timing.DirectByWinograd?.ToString("0.00", CultureInfo.InvariantCulture) ?? Nothing);
        }

        return table;
    }

    /// <summary>The peak in words.</summary>
    public string PeakLine => $"peak of one thread: {Digits.Three(Peak / Giga)} GFLOP/s, measured by multiply-adds in registers";

    /// <summary>Writes the peak and the layers as properties.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("peakGigaflops", Peak / Giga);
        json.WriteStartArray("layers");
        foreach (LayerTiming timing in Timings)
        {
            json.WriteStartObject();
            json.WriteString("network", timing.Layer.Network);
            json.WriteString("input", timing.Layer.Input);
            json.WriteString("convolution", timing.Layer.Convolution);
            json.WriteNumber("flops", timing.Layer.Flops);
            if (timing.Copy is { } copy)
            {
                Write(json, "copy", copy);
            }

            Write(json, "direct", timing.Direct);
            json.WriteNumber("shareOfPeak", timing.ShareOf(Peak));
            if (timing is { Winograd: { } winograd, DirectByWinograd: { } ratio })
            {
                Write(json, "winograd", winograd);
                json.WriteNumber("directByWinograd", ratio);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Round round)
    {
        json.WriteStartObject(name);
        json.WriteNumber("medianMilliseconds", Figure.Milliseconds.Of(round.MedianSeconds));
        json.WriteNumber("minMilliseconds", Figure.Milliseconds.Of(round.MinSeconds));
        json.WriteNumber("calls", round.Calls);
        json.WriteEndObject();
    }

    private static string Milliseconds(double? seconds) => seconds is double value ? Digits.Three(Figure.Milliseconds.Of(value)) : Nothing;
}
