using System.Globalization;
using System.Security;
using System.Text;

namespace CnnGen.Samples;

/// <summary>A drawing as SVG text: a few shapes, one font.</summary>
internal sealed class SvgDocument
{
    private readonly StringBuilder _text = new();

    public SvgDocument(int width, int height, string paper = "#ffffff")
    {
        Append(
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
                 font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif">
            <rect width="{width}" height="{height}" fill="{paper}"/>

            """);
    }

    public void Rectangle(double x, double y, double width, double height, string fill, double radius = 0, string stroke = "none") =>
        Append(
            $"""
            <rect x="{x:0.##}" y="{y:0.##}" width="{width:0.##}" height="{height:0.##}" rx="{radius:0.##}" fill="{fill}" stroke="{stroke}"/>

            """);

    /// <summary>A picture within the drawing, pixel by pixel.</summary>
    /// <param name="x">Its left side.</param>
    /// <param name="y">Its upper side.</param>
    /// <param name="width">Its width on the drawing.</param>
    /// <param name="height">Its height on the drawing.</param>
    /// <param name="png">The picture as a PNG file.</param>
    public void Picture(double x, double y, double width, double height, ReadOnlySpan<byte> png)
    {
        string data = Convert.ToBase64String(png);
        Append($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" ");
        Append($"style=\"image-rendering:pixelated\" href=\"data:image/png;base64,{data}\"/>\n");
    }

    /// <summary>Begins a group of shapes; a viewer shows the text where the pointer rests on them.</summary>
    public void BeginGroup(string title) => Append($"<g><title>{SecurityElement.Escape(title)}</title>\n");

    public void EndGroup() => Append($"</g>\n");

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1) =>
        Append($"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\"/>\n");

    public void Circle(double x, double y, double radius, string fill) =>
        Append($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{fill}\"/>\n");

    public void Path(IEnumerable<(double X, double Y)> points, string stroke, double width)
    {
        string path = string.Join(" ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));
        Append($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\"/>\n");
    }

    /// <summary>Writes text whose base line begins, is centred or ends at a point.</summary>
    public void Text(double x, double y, string text, double size, string fill, string anchor = "start", bool isBold = false)
    {
        int weight = isBold ? 600 : 400;
        Append($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.##}\" font-weight=\"{weight}\" fill=\"{fill}\" text-anchor=\"{anchor}\">");
        Append($"{SecurityElement.Escape(text)}</text>\n");
    }

    /// <summary>The whole document.</summary>
    public override string ToString() => $"{_text}</svg>\n";

    private void Append(FormattableString markup) => _text.Append(FormattableString.Invariant(markup));
}
