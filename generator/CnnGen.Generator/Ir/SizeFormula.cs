using System.Text;
using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Ir;

/// <summary>The arithmetic of a window's output size, with its numbers. The numbers themselves are <see cref="WindowAxis"/>'s.</summary>
internal static class SizeFormula
{
    /// <summary>
    /// <c>(28 + 2·2 − 5)/1 + 1 = 28</c>; with floor (or ceiling) brackets where the division leaves a remainder. A last window that does not count is taken off
    /// again.
    /// </summary>
    public static string OutputSize(WindowAxis axis)
    {
        bool divides = (axis.PaddedSize - axis.Extent) % axis.S == 0;
        (string open, string close) = divides ? ("", "") : axis.Ceil ? ("⌈", "⌉") : ("⌊", "⌋");
        return $"{open}{Span(axis)}/{Numerals.Plain(axis.S)}{close} + 1{(axis.LeavesLastOut ? " − 1" : "")} = {Numerals.Plain(axis.OutputSize)}";
    }

    /// <summary><c>(14 − 1)·2 − 2·1 + 3 + 1 = 28</c>: the size of a transposed convolution's output, kernel and output padding behind the padding.</summary>
    public static string TransposedSize(WindowAxis axis, int n)
    {
        long outputPadding = axis.N - ((n - 1L) * axis.S) + axis.Before + axis.After - axis.Extent;
        string padding = axis.Before == axis.After ? $"2·{Numerals.Plain(axis.Before)}" : $"{Numerals.Plain(axis.Before)} − {Numerals.Plain(axis.After)}";
        string kernel = axis.D == 1 ? Numerals.Plain(axis.F) : $"{Numerals.Plain(axis.D)}·({Numerals.Plain(axis.F)} − 1) + 1";
        string added = outputPadding == 0 ? "" : $" + {Numerals.Plain(outputPadding)}";
        return $"({Numerals.Plain(n)} − 1)·{Numerals.Plain(axis.S)} − {padding} + {kernel}{added} = {Numerals.Plain(axis.N)}";
    }

    /// <summary>Of both axes: once where they are alike.</summary>
    public static string OutputSize(WindowAxis vertical, WindowAxis horizontal) =>
        vertical == horizontal ? OutputSize(vertical) : $"{OutputSize(vertical)}, {OutputSize(horizontal)}";

    /// <summary><c>(28 + 2·2 − 5)</c>: the rows left for the window to slide over.</summary>
    public static string Span(WindowAxis axis)
    {
        StringBuilder text = new();
        text.Append('(').Append(Numerals.Plain(axis.N)).Append(" + ");
        text.Append(axis.Before == axis.After ? $"2·{Numerals.Plain(axis.Before)}" : $"{Numerals.Plain(axis.Before)} + {Numerals.Plain(axis.After)}");
        text.Append(" − ").Append(axis.D == 1 ? Numerals.Plain(axis.F) : $"{Numerals.Plain(axis.D)}·({Numerals.Plain(axis.F)} − 1) − 1").Append(')');
        return text.ToString();
    }
}
