using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>An axis of an image; in the order of the library's enum <c>ImageAxis</c>.</summary>
internal enum Axis
{
    Channels,
    Rows,
    Columns,
}

/// <summary>Sizes along axes.</summary>
internal static class AxisSizes
{
    /// <summary>The size along an axis.</summary>
    public static int Along(this TensorShape shape, Axis axis) => axis switch
    {
        Axis.Rows => shape.Height,
        Axis.Columns => shape.Width,
        _ => shape.Channels,
    };

    /// <summary>The shape with another size along an axis.</summary>
    public static TensorShape With(this TensorShape shape, Axis axis, int size) => axis switch
    {
        Axis.Rows => shape with { Height = size },
        Axis.Columns => shape with { Width = size },
        _ => shape with { Channels = size },
    };

    /// <summary>The axis as messages and tables have it.</summary>
    public static string Text(this Axis axis) => axis switch
    {
        Axis.Rows => "rows",
        Axis.Columns => "columns",
        _ => "channels",
    };
}
