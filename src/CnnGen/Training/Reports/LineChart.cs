using System.Globalization;
using System.Security;
using System.Text;

namespace CnnGen;

/// <summary>One curve of a <see cref="LineChart"/>.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">A CSS colour.</param>
/// <param name="Points">Its points, from left to right; those that are not finite are left out.</param>
internal sealed record ChartSeries(string Name, string Color, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Curves over two axes, as SVG that stands alone or within a page.</summary>
internal sealed class LineChart(string title, string xTitle, params ChartSeries[] series)
{
    private const int Width = 640;
    private const int Height = 300;
    private const int Left = 64;
    private const int Right = 24;
    private const int Top = 48;
    private const int Bottom = 46;

    /// <summary>Whether equal distances along x are equal ratios.</summary>
    public bool IsLogX { get; init; }

    /// <summary>Whether equal distances along y are equal ratios.</summary>
    public bool IsLogY { get; init; }

    /// <summary>A place along x to point at, with its label.</summary>
    public (double X, string Label)? Mark { get; init; }

    public override string ToString()
    {
        (double X, double Y)[] all = [.. series.SelectMany(one => Shown(one.Points))];
        ChartAxis x = new(all.Select(point => point.X), IsLogX, Left, Width - Right);
        ChartAxis y = new(all.Select(point => point.Y), IsLogY, Height - Bottom, Top);
        StringBuilder svg = new();
        Append(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escaped(title)}\"\n");
        Append(svg, $"     font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"#64748b\">\n");
        Append(svg, $"<text x=\"{Left}\" y=\"22\" font-size=\"15\" font-weight=\"600\">{Escaped(title)}</text>\n");
        Axes(svg, x, y);
        Legend(svg);
        foreach (ChartSeries one in series)
        {
            Curve(svg, one, x, y);
        }

        if (Mark is var (at, label) && all.Length > 0)
        {
            double place = x.Place(at);
            Append(
                svg,
                $"<line x1=\"{place:0.#}\" y1=\"{Top}\" x2=\"{place:0.#}\" y2=\"{Height - Bottom}\" stroke=\"#ea580c\" stroke-dasharray=\"4 3\"/>\n");
            string anchor = place > Width / 2 ? "end" : "start";
            double shift = anchor == "end" ? -6 : 6;
            Append(svg, $"<text x=\"{place + shift:0.#}\" y=\"{Top + 14}\" fill=\"#ea580c\" text-anchor=\"{anchor}\">{Escaped(label)}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void Axes(StringBuilder svg, ChartAxis x, ChartAxis y)
    {
        foreach (double tick in y.Ticks)
        {
            Append(svg, $"<line x1=\"{Left}\" y1=\"{y.Place(tick):0.#}\" x2=\"{Width - Right}\" y2=\"{y.Place(tick):0.#}\" ");
            Append(svg, $"stroke=\"#94a3b8\" stroke-opacity=\"0.3\"/>\n");
            Append(svg, $"<text x=\"{Left - 8}\" y=\"{y.Place(tick) + 4:0.#}\" text-anchor=\"end\">{ChartAxis.Text(tick)}</text>\n");
        }

        foreach (double tick in x.Ticks)
        {
            Append(svg, $"<text x=\"{x.Place(tick):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{ChartAxis.Text(tick)}</text>\n");
        }

        Append(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\">{Escaped(xTitle)}</text>\n");
    }

    private void Legend(StringBuilder svg)
    {
        double end = Width - Right;
        for (int i = series.Length - 1; i >= 0 && series.Length > 1; i--)
        {
            Append(
                svg,
                $"<text x=\"{end:0.#}\" y=\"22\" text-anchor=\"end\" fill=\"{series[i].Color}\" font-weight=\"600\">{Escaped(series[i].Name)}</text>\n");
            end -= 18 + (7 * series[i].Name.Length);
        }
    }

    private void Curve(StringBuilder svg, ChartSeries one, ChartAxis x, ChartAxis y)
    {
        (double X, double Y)[] points = [.. Shown(one.Points)];
        string places = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{x.Place(point.X):0.#},{y.Place(point.Y):0.#}")));
        Append(svg, $"<polyline points=\"{places}\" fill=\"none\" stroke=\"{one.Color}\" stroke-width=\"2\" stroke-linejoin=\"round\"/>\n");
        foreach ((double px, double py) in points.Length <= 40 ? points : [])
        {
            Append(svg, $"<circle cx=\"{x.Place(px):0.#}\" cy=\"{y.Place(py):0.#}\" r=\"2.5\" fill=\"{one.Color}\"/>\n");
        }
    }

    private IEnumerable<(double X, double Y)> Shown(IEnumerable<(double X, double Y)> points) => points.Where(point =>
        double.IsFinite(point.X) && double.IsFinite(point.Y) && (!IsLogX || point.X > 0) && (!IsLogY || point.Y > 0));

    private static string? Escaped(string text) => SecurityElement.Escape(text);

    private static void Append(StringBuilder svg, FormattableString markup) => svg.Append(FormattableString.Invariant(markup));
}
