using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>A window in the table of layers: <c>5×5, s 1, p 2</c>. Padding 0 and dilation 1 are not mentioned.</summary>
internal static class WindowText
{
    public static string Describe(WindowAxis vertical, WindowAxis horizontal)
    {
        string text = $"{Numerals.Plain(vertical.F)}×{Numerals.Plain(horizontal.F)}, s {Pair(Numerals.Plain(vertical.S), Numerals.Plain(horizontal.S))}";
        if (vertical.Before + vertical.After + horizontal.Before + horizontal.After > 0)
        {
            text += $", p {Pair(Padding(vertical), Padding(horizontal))}";
        }

        text += vertical.Ceil ? ", ceil" : "";
        return vertical.D == 1 && horizontal.D == 1 ? text : text + $", d {Pair(Numerals.Plain(vertical.D), Numerals.Plain(horizontal.D))}";
    }

    private static string Pair(string vertical, string horizontal) => vertical == horizontal ? vertical : $"{vertical}×{horizontal}";

    private static string Padding(WindowAxis axis) =>
        axis.Before == axis.After ? Numerals.Plain(axis.Before) : $"{Numerals.Plain(axis.Before)}+{Numerals.Plain(axis.After)}";
}
