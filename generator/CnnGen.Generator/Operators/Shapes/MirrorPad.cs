using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>A border made of the image: mirrored, or its edge repeated.</summary>
internal sealed record MirrorPad(MirrorPadAxis Rows, MirrorPadAxis Columns) : AxisMapping(Rows, Columns)
{
    public static readonly LayerDefinition Definition = new("Pad", "pad", Read);

    private const int Constant = 0;
    private const int Reflect = 1;

    public override string Describe() =>
        $"Pad {Numerals.Plain(Rows.Before)}, {Numerals.Plain(Rows.After)}, {Numerals.Plain(Columns.Before)}, {Numerals.Plain(Columns.After)}, "
        + $"{(Rows.IsReflected ? "reflected" : "edge")}";

    public override string Arithmetic(EquatableArray<TensorShape> inputs) =>
        FormattableString.Invariant(
            $"{Rows.Before} + {Rows.N} + {Rows.After} = {Rows.OutputSize}, {Columns.Before} + {Columns.N} + {Columns.After} = {Columns.OutputSize}");

    /// <summary>Pad with a number is zero padding with another number.</summary>
    private static Operator? Read(LayerReader layer)
    {
        int mode = layer.Integer("Mode") ?? Constant;
        float value = layer.Finite("Value", "value");
        if (ZeroPad.Read(layer) is not ZeroPad pad || layer.IsWrong)
        {
            return null;
        }

        if (mode == Constant)
        {
            return pad with { Value = value };
        }

        TensorShape input = layer.Input!.Value.Shape;
        MirrorPadAxis rows = new(input.Height, pad.Top, pad.Bottom, mode == Reflect);
        MirrorPadAxis columns = new(input.Width, pad.Left, pad.Right, mode == Reflect);
        Check(layer, rows, "top", "rows");
        Check(layer, columns, "left", "columns");
        return layer.IsWrong ? null : new MirrorPad(rows, columns);
    }

    private static void Check(LayerReader layer, MirrorPadAxis axis, string argument, string what)
    {
        int padding = Math.Max(axis.Before, axis.After);
        if (axis.IsReflected && padding >= axis.N)
        {
            string limit = $"{Numerals.Plain(axis.N - 1)}, since a reflection of {Numerals.Plain(axis.N)} {what} has no more";
            layer.Error(DiagnosticIds.TooLarge, layer.Has("size") ? "size" : argument, layer.Name, $"padding of {Numerals.Plain(padding)} {what}", limit);
        }
    }
}

/// <summary>One axis of it.</summary>
/// <param name="N">Rows or columns of the input.</param>
/// <param name="Before">Rows above, or columns on the left.</param>
/// <param name="After">Rows below, or columns on the right.</param>
/// <param name="IsReflected">Whether the image is mirrored; else its edge is repeated.</param>
internal sealed record MirrorPadAxis(int N, int Before, int After, bool IsReflected) : AxisMap(N, Before + N + After)
{
    public override IReadOnlyList<AxisTap> Taps(int output)
    {
        int index = output - Before;
        index = index < 0 ? (IsReflected ? -index : 0) : index >= N ? (IsReflected ? (2 * (N - 1)) - index : N - 1) : index;
        return [new AxisTap(index, 1f)];
    }
}
