namespace CnnGen.Generator.Graph;

/// <summary>The shape of one image's value: rows, columns, channels. A vector is 1×1×channels.</summary>
internal readonly record struct TensorShape(int Height, int Width, int Channels)
{
    public static TensorShape Vector(int length) => new(1, 1, length);

    public int Length => Height * Width * Channels;

    public bool IsVector => Height == 1 && Width == 1;

    public override string ToString() => IsVector ? Invariant(Channels) : $"{Invariant(Height)}×{Invariant(Width)}×{Invariant(Channels)}";

    private static string Invariant(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
