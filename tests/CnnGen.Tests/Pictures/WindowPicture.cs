using System.Globalization;
using System.Text;
using CnnGen.Geometry;

namespace CnnGen.Tests.Pictures;

/// <summary>
/// A window that slides over an input with its padding, beside the output that it fills, as an animated SVG. Every place and number comes from
/// <see cref="WindowAxis"/>, so the pictures of the documentation cannot say anything else than the compiler.
/// </summary>
internal static class WindowPicture
{
    private const int Cell = 28;
    private const int Margin = 12;
    private const int TextHeight = 26;
    private const double SecondsAStep = 0.7;

    /// <summary>Draws the same axis down and across.</summary>
    public static string Draw(WindowAxis axis)
    {
        int padded = (int)axis.PaddedSize;
        int output = axis.OutputSize;
        int outputLeft = Margin + (padded * Cell) + (2 * Margin);
        int width = outputLeft + (output * Cell) + Margin;
        int height = Margin + (Math.Max(padded, output) * Cell) + TextHeight;
        StringBuilder svg = new();
        Append(svg, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" role="img" font-family="system-ui, 'DejaVu Sans', sans-serif">
            <title>{{Title(axis)}}</title>
            <style>
              .input, .output, .padding, .unread { stroke: #53607a; stroke-width: 1 }
              .input { fill: #cfe3f1 } .output { fill: #f3f4f7 } .padding { fill: none; stroke-dasharray: 3 3 } .unread { fill: #e9ebef }
              .tap { fill: #3d7ea6; fill-opacity: 0.75 } .done { fill: #fca311; opacity: 0 } text { font-size: 13px; fill: #808a9c }
              @media (prefers-reduced-motion: reduce) { .done { opacity: 1 } }
            </style>

            """);
        DrawInput(svg, axis);
        DrawOutput(svg, axis, outputLeft);
        DrawWindow(svg, axis);
        Append(svg, $"""<text x="{Margin}" y="{height - 8}">{Formula(axis)}</text>{"\n"}</svg>{"\n"}""");
        return svg.ToString();
    }

    private static string Title(WindowAxis axis) => Invariant(
        $"A window of {axis.F}×{axis.F}, stride {axis.S}, dilation {axis.D}, over {axis.N}×{axis.N} with padding {axis.Before} before and {axis.After} after gives {axis.OutputSize}×{axis.OutputSize}.");

    private static string Formula(WindowAxis axis) => Invariant(
        $"({axis.N} + {axis.Before} + {axis.After} − {axis.D}·({axis.F} − 1) − 1)/{axis.S} + 1 = {axis.OutputSize}");

    private static void DrawInput(StringBuilder svg, WindowAxis axis)
    {
        int firstUnread = axis.Before + axis.N - axis.UnreadRows;
        for (int y = 0; y < axis.PaddedSize; y++)
        {
            for (int x = 0; x < axis.PaddedSize; x++)
            {
                bool inside = IsInput(axis, y) && IsInput(axis, x);
                string kind = !inside ? "padding" : y >= firstUnread || x >= firstUnread ? "unread" : "input";
                Rectangle(svg, kind, Margin, x, y);
                svg.Append("/>\n");
            }
        }
    }

    private static bool IsInput(WindowAxis axis, int place) => place >= axis.Before && place < axis.Before + axis.N;

    // A cell lights up when the window has reached it and stays until the round is over.
    private static void DrawOutput(StringBuilder svg, WindowAxis axis, int left)
    {
        int steps = axis.OutputSize * axis.OutputSize;
        for (int step = 0; step < steps; step++)
        {
            Rectangle(svg, "output", left, step % axis.OutputSize, step / axis.OutputSize);
            svg.Append("/>\n");
            Rectangle(svg, "done", left, step % axis.OutputSize, step / axis.OutputSize);
            (double length, double shown) = (steps * SecondsAStep, (double)step / steps);
            Append(svg, $""" ><animate attributeName="opacity" calcMode="discrete" dur="{length:0.##}s" repeatCount="indefinite" """);
            Append(svg, $"""keyTimes="0;{shown:0.####}" values="{(step == 0 ? 1 : 0)};1"/></rect>{"\n"}""");
        }
    }

    private static void DrawWindow(StringBuilder svg, WindowAxis axis)
    {
        int steps = axis.OutputSize * axis.OutputSize;
        svg.Append("<g>\n");
        for (int tap = 0; tap < axis.F * axis.F; tap++)
        {
            Rectangle(svg, "tap", Margin, tap % axis.F * axis.D, tap / axis.F * axis.D);
            svg.Append("/>\n");
        }

        IEnumerable<string> places =
            Enumerable.Range(0, steps).Select(step => Invariant($"{step % axis.OutputSize * axis.S * Cell} {step / axis.OutputSize * axis.S * Cell}"));
        Append(
            svg,
            $"""<animateTransform attributeName="transform" type="translate" calcMode="discrete" dur="{steps * SecondsAStep:0.##}s" repeatCount="indefinite" values="{string.Join(';', places)}"/>{"\n"}</g>{"\n"}""");
    }

    private static void Rectangle(StringBuilder svg, string kind, int left, int x, int y) =>
        Append(svg, $"""<rect class="{kind}" x="{left + (x * Cell)}" y="{Margin + (y * Cell)}" width="{Cell}" height="{Cell}" """);

    private static void Append(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
