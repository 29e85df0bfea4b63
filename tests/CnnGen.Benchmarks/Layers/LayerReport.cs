using System.Text.Json;
using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Layers;

/// <summary>Shows the times of layers beside the machine's peak.</summary>
/// <param name="Timings">The layers.</param>
internal sealed record LayerReport(IReadOnlyList<LayerTiming> Timings)
{
    private const string Nothing = "–";
    private const double Giga = 1e9;
    private const double Mega = 1e6;
    private const double Percent = 100;

    private Spread Peak => Spread.Of(Timings.SelectMany(timing => timing.Turns).Select(turn => turn.Peak / Giga));

    /// <summary>One row a layer.</summary>
    public MarkdownTable Table()
    {
        MarkdownTable table = new("network", "input", "convolution", "MFLOP", "copy, ms", "direct, ms", "of peak, %", "Winograd, ms", "direct / Winograd");
        foreach (LayerTiming timing in Timings)
        {
            table.Add(
                timing.Layer.Network, timing.Layer.Input, timing.Layer.Convolution, Digits.Three(timing.Layer.Flops / Mega),
                timing.Copy is { } copy ? Digits.Three(Figure.Milliseconds.Of(copy.Median)) : Nothing,
                Milliseconds(timing.Direct),
                Text(timing.ShareOfPeak, Percent, Digits.Whole),
                Milliseconds(timing.Winograd),
                Text(timing.DirectByWinograd, 1, Digits.Three));
        }

        return table;
    }

    /// <summary>The peak in words.</summary>
    public string PeakLine => $"peak of one thread: {Digits.Of(Peak)} GFLOP/s, measured by multiply-adds in registers";

    /// <summary>Writes the peak and the layers as properties.</summary>
    public void Write(Utf8JsonWriter json)
    {
        SpreadJson.Write(json, "peakGigaflops", Peak);
        json.WriteStartArray("layers");
        foreach (LayerTiming timing in Timings)
        {
            json.WriteStartObject();
            json.WriteString("network", timing.Layer.Network);
            json.WriteString("input", timing.Layer.Input);
            json.WriteString("convolution", timing.Layer.Convolution);
            json.WriteNumber("flops", timing.Layer.Flops);
            json.WriteNumber("turns", timing.Turns.Count);
            Write(json, "copyMilliseconds", timing.Copy, Figure.Milliseconds.Scale);
            Write(json, "directMilliseconds", timing.Direct, Figure.Milliseconds.Scale);
            Write(json, "shareOfPeak", timing.ShareOfPeak, 1);
            Write(json, "winogradMilliseconds", timing.Winograd, Figure.Milliseconds.Scale);
            Write(json, "directByWinograd", timing.DirectByWinograd, 1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, Spread? spread, double scale)
    {
        if (spread is { } value)
        {
            SpreadJson.Write(json, name, value.Times(scale));
        }
    }

    private static string Milliseconds(Spread? seconds) => Text(seconds, Figure.Milliseconds.Scale, Digits.Three);

    private static string Text(Spread? spread, double scale, Func<double, string> number) =>
        spread is { } value ? Digits.Of(value.Times(scale), number) : Nothing;
}
