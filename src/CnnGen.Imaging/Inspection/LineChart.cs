using System.Globalization;
using System.Net;
using System.Text;

namespace CnnGen.Imaging;

/// <summary>Curves by epoch as an SVG drawing: few lines, round numbers, names at the ends of the curves instead of a legend.</summary>
internal static class LineChart
{
    private const int Width = 470;
    private const int Height = 250;
    private const int Left = 46;
    private const int Right = 78;
    private const int Top = 34;
    private const int Bottom = 32;

    private static readonly string[] s_colors = ["#2563eb", "#ea580c", "#16a34a", "#9333ea"];

    public static string Svg(string title, IReadOnlyList<Series> series, double? most)
    {
        int epochs = series.Max(one => one.Values.Count);
        IEnumerable<double> finite = series.SelectMany(one => one.Values).Where(double.IsFinite);
        double largest = Math.Min(most ?? double.MaxValue, finite.DefaultIfEmpty(1).Max());
        double smallest = most is null ? 0 : Math.Min(finite.DefaultIfEmpty(0).Min(), largest);
        smallest = smallest > largest / 2 ? smallest : 0; // a curve that stays in the upper half is shown larger
        double step = RoundStep((most ?? largest) - smallest);
        double bottom = Math.Floor(smallest / step) * step;
        double top = Math.Max(Math.Ceiling((most ?? largest) / step) * step, bottom + step);
        StringBuilder svg = new();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\"");
        Add($" font-size=\"12\" font-family=\"inherit\" role=\"img\">");
        Add($"<text x=\"0\" y=\"16\" font-weight=\"600\" font-size=\"14\" fill=\"#1e293b\">{WebUtility.HtmlEncode(title)}</text>");
        for (double value = bottom; value <= top + (step / 2); value += step)
        {
            Add($"<line x1=\"{Left}\" y1=\"{Y(value):0.#}\" x2=\"{Width - Right}\" y2=\"{Y(value):0.#}\" stroke=\"#e2e8f0\"/>");
            Add($"<text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\" fill=\"#64748b\">{value:0.####}</text>");
        }

        int every = Math.Max(1, (int)RoundStep(epochs));
        foreach (int epoch in Enumerable.Range(1, epochs).Where(epoch => epoch == 1 || epoch % every == 0))
        {
            Add($"<text x=\"{X(epoch):0.#}\" y=\"{Height - Bottom + 16}\" text-anchor=\"middle\" fill=\"#64748b\">{epoch}</text>");
        }

        Add($"<text x=\"{Width - Right}\" y=\"{Height - 2}\" text-anchor=\"end\" fill=\"#64748b\">epoch</text>");
        double previous = double.NegativeInfinity;
        foreach ((Series one, int index) in series
            .Select((one, index) => (one, index))
            .OrderByDescending(pair => pair.one.Values.LastOrDefault(double.IsFinite)))
        {
            string color = s_colors[index % s_colors.Length];
            (int Epoch, double Value)[] points = [.. one.Values.Select((value, i) => (i + 1, value)).Where(point => double.IsFinite(point.value))];
            if (points.Length == 0)
            {
                continue;
            }

            string path = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Epoch):0.#},{Y(point.Value):0.#}")));
            Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>");
            Add($"<circle cx=\"{X(points[^1].Epoch):0.#}\" cy=\"{Y(points[^1].Value):0.#}\" r=\"3\" fill=\"{color}\"/>");
            double label = Math.Max(Y(points[^1].Value) + 4, previous + 14); // names never lie on each other
            previous = label;
            Add($"<text x=\"{X(points[^1].Epoch) + 8:0.#}\" y=\"{label:0.#}\" fill=\"{color}\">{WebUtility.HtmlEncode(one.Name)}</text>");
        }

        return svg.Append("</svg>\n").ToString();

        double X(int epoch) => Left + ((Width - Left - Right) * (epochs < 2 ? 0.5 : (epoch - 1d) / (epochs - 1)));

        double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * (Math.Clamp(value, bottom, top) - bottom) / (top - bottom));

        void Add(FormattableString markup) => svg.Append(FormattableString.Invariant(markup)).Append('\n');
    }

    // 1, 2 or 5 times a power of ten, of which about five fill the range.
    private static double RoundStep(double range)
    {
        double rough = Math.Max(range, 1e-6) / 5;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double factor = rough / power;
        return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }

    internal sealed record Series(string Name, IReadOnlyList<double> Values);
}
