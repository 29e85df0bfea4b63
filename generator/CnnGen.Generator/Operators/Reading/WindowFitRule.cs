using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>
/// Says what does not fit, and what is not read, with the arithmetic and the nearest repair. One sentence for both axes where they are alike.
/// </summary>
internal sealed class WindowFitRule(LayerReader layer, WindowVocabulary words, TensorShape input)
{
    public void Check(AxisReader height, WindowAxis vertical, AxisReader width, WindowAxis horizontal)
    {
        if (vertical == horizontal && height.SizeArgument == width.SizeArgument)
        {
            Check(height, vertical, words.Noun, "Padding", largest: vertical.LargestWindow, lines: "rows and columns", line: "row and column");
            return;
        }

        // A size given once must suit both axes.
        bool shared = height.SizeArgument == width.SizeArgument;
        int smaller = Math.Min(vertical.LargestWindow, horizontal.LargestWindow);
        Check(height, vertical, $"{words.Noun} {height.Name}", height.AxisPaddingArgument, shared ? smaller : vertical.LargestWindow, "rows", "row");
        Check(width, horizontal, $"{words.Noun} {width.Name}", width.AxisPaddingArgument, shared ? smaller : horizontal.LargestWindow, "columns", "column");
    }

    /// <summary>A stride beyond the window skips rows between windows, which is its purpose: then only more than that many are worth a word.</summary>
    private void Check(AxisReader reader, WindowAxis axis, string noun, string padding, int largest, string lines, string line)
    {
        if (axis.Fit == WindowFit.DoesNotFit)
        {
            string repair = largest > 0
                ? $"Use a {noun} of at most {Numerals.Plain(largest)} or {PaddingText(padding)} of at least {Numerals.Plain(axis.SmallestPadding)}"
                : $"Use {PaddingText(padding)} of at least {Numerals.Plain(axis.SmallestPadding)}";
            EquatableArray<string> arguments = [layer.Name, $"{noun} {Numerals.Plain(axis.F)}", input.ToImageString(), SizeFormula.OutputSize(axis), repair];
            layer.Error(new Problem(DiagnosticIds.WindowDoesNotFit, layer.Index, reader.SizeArgument, arguments) { LargestWindow = largest });
        }
        else if (axis.UnreadRows > Math.Max(0, axis.S - axis.Extent))
        {
            string unread = axis.UnreadRows == 1 ? line : $"{Numerals.Plain(axis.UnreadRows)} {lines}";
            layer.Note(
                DiagnosticIds.RowsNeverRead,
                reader.StrideArgument ?? reader.SizeArgument,
                layer.Name,
                $"{SizeFormula.Span(axis)}/{Numerals.Plain(axis.S)}",
                Numerals.Plain((axis.PaddedSize - axis.Extent) % axis.S),
                unread,
                Repair(axis, padding));
        }
    }

    /// <summary>What would make every row be read: the smallest padding, and for the image itself the nearest sizes.</summary>
    private string Repair(WindowAxis axis, string padding)
    {
        List<string> repairs = [];
        for (int p = 1; p < axis.F; p++)
        {
            if ((axis with { Before = p, After = p }).Fit == WindowFit.Exact)
            {
                repairs.Add($"{padding} = {Numerals.Plain(p)} reads all");
                break;
            }
        }

        if (words.PadsWithNothing && (axis with { Ceil = true }).UnreadRows == 0)
        {
            repairs.Add("CeilMode = true reads all");
        }

        if (layer.Input?.Operator is InputOperator)
        {
            int over = (int)((axis.PaddedSize - axis.Extent) % axis.S);
            repairs.Add($"an input of {Numerals.Plain(axis.N - over)} or {Numerals.Plain(axis.N - over + axis.S)} fits exactly");
        }

        return repairs.Count == 0 ? "" : $" ({string.Join("; ", repairs)})";
    }

    private static string PaddingText(string argument) => argument == "Padding" ? "padding" : argument;
}
