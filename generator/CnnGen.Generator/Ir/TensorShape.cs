using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>The shape of one image's value: rows, columns, channels. A vector is 1×1×channels.</summary>
internal readonly record struct TensorShape(int Height, int Width, int Channels)
{
    public static TensorShape Vector(int length) => new(1, 1, length);

    public int Length => Height * Width * Channels;

    public bool IsVector => Height == 1 && Width == 1;

    public override string ToString() => IsVector ? Numerals.Plain(Channels) : $"{ToImageString()}×{Numerals.Plain(Channels)}";

    /// <summary>Rows and columns alone: what a window slides over.</summary>
    public string ToImageString() => $"{Numerals.Plain(Height)}×{Numerals.Plain(Width)}";
}
