using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace CnnGen;

/// <summary>
/// Where the time of a network goes: medians over some runs of one image on one thread. Made by <see cref="IInspectableNetwork{TSelf}.Profile"/>.
/// </summary>
public sealed class NetworkProfile
{
    private const int SvgWidth = 900;
    private const int RowHeight = 20;
    private const int Top = 54;
    private const int NameWidth = 150;
    private const int BarWidth = 330;

    /// <summary>Sums up runs.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="layers">What was timed.</param>
    /// <param name="runs">For each run the time before the first layer and after each, in ticks of <see cref="Stopwatch"/>.</param>
    internal NetworkProfile(string network, IReadOnlyList<ProfiledLayer> layers, IReadOnlyList<long[]> runs)
    {
        Network = network;
        Runs = runs.Count;
        Microseconds = Median(runs, run => run[^1] - run[0]);
        double[] medians = [.. layers.Select((_, i) => Median(runs, run => run[i + 1] - run[i]))];
        double sum = medians.Sum();
        Layers = [.. layers.Select((layer, i) =>
            new LayerTime(layer, medians[i], runs.Min(run => InMicroseconds(run[i + 1] - run[i])), sum > 0 ? medians[i] / sum : 0))];
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>How often it was run.</summary>
    public int Runs { get; }

    /// <summary>The time of the whole network, with some 25 nanoseconds a layer for looking at the clock.</summary>
    public double Microseconds { get; }

    /// <summary>The layers as they are computed, in their order.</summary>
    public IReadOnlyList<LayerTime> Layers { get; }

    /// <summary>A table: a line a layer.</summary>
    public override string ToString()
    {
        int width = Layers.Max(layer => layer.Layer.Name.Length);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: {Microseconds:N1} µs an image on one thread, median of {Runs} runs\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{"layer".PadRight(width)}  {"µs",10}  {"fastest",10}  {"share",6}  {"GF/s",7}  {"KiB",9}  {"GB/s",6}  what\n");
        foreach (LayerTime layer in Layers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{layer.Layer.Name.PadRight(width)}  {layer.Microseconds,10:N1}  {layer.Fastest,10:N1}  {100 * layer.Share,5:N1}%");
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {layer.GigaflopsPerSecond,7:N1}  {layer.Layer.Bytes / 1024.0,9:N1}  {layer.GigabytesPerSecond,6:N1}  {layer.Layer.Description}\n");
        }

        return text.ToString();
    }

    /// <summary>The table as a picture, with a bar for each layer's time.</summary>
    /// <returns>An SVG document, which also stands within a page.</returns>
    public string ToSvg()
    {
        int height = Top + (RowHeight * Layers.Count) + 12;
        double longest = Math.Max(Layers.Max(layer => layer.Microseconds), double.Epsilon);
        StringBuilder svg = new();
        Append(
            svg,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SvgWidth} {height}\" role=\"img\" aria-label=\"{Escape(Network)}: time by layer\"\n");
        Append(svg, $"     font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#64748b\">\n");
        Append(svg, $"<text x=\"12\" y=\"22\" font-size=\"15\" font-weight=\"600\">{Escape(Network)}: {Microseconds:N1} µs an image on one thread</text>\n");
        Row(svg, Top - 8, "layer", "µs", "share", "GF/s", "KiB", "GB/s");
        double y = Top;
        foreach (LayerTime layer in Layers)
        {
            double bar = BarWidth * layer.Microseconds / longest;
            Append(svg, $"<g><title>{Escape(layer.Layer.Description)}</title>\n");
            Append(
                svg,
                $"<rect x=\"{NameWidth + 12}\" y=\"{y + 3:0.#}\" width=\"{Math.Max(bar, 0.5):0.##}\" height=\"{RowHeight - 6}\" rx=\"2\" fill=\"#2563eb\"/>\n");
            Row(
                svg,
                y + 14,
                Shortened(layer.Layer.Name),
                Number(layer.Microseconds),
                Number(100 * layer.Share) + " %",
                Number(layer.GigaflopsPerSecond),
                Number(layer.Layer.Bytes / 1024.0),
                Number(layer.GigabytesPerSecond));
            Append(svg, $"</g>\n");
            y += RowHeight;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Row(StringBuilder svg, double y, string name, params ReadOnlySpan<string> numbers)
    {
        Append(svg, $"<text x=\"{NameWidth + 4}\" y=\"{y:0.#}\" text-anchor=\"end\">{Escape(name)}</text>\n");
        int x = NameWidth + BarWidth + 24;
        foreach (string number in numbers)
        {
            x += 76;
            Append(svg, $"<text x=\"{x}\" y=\"{y:0.#}\" text-anchor=\"end\">{Escape(number)}</text>\n");
        }
    }

    private static string Shortened(string name) => name.Length <= 22 ? name : string.Concat("…", name.AsSpan(name.Length - 21));

    private static string Number(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Append(StringBuilder svg, FormattableString markup) => svg.Append(FormattableString.Invariant(markup));

    private static double Median(IReadOnlyList<long[]> runs, Func<long[], long> ticks)
    {
        long[] sorted = [.. runs.Select(ticks).Order()];
        return InMicroseconds(sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static double InMicroseconds(long ticks) => 1e6 * ticks / Stopwatch.Frequency;
}
