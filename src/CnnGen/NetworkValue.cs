namespace CnnGen;

/// <summary>One of the values that go into a network or come out of it. Those of an image stand side by side, in the order of their declaration.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Height">Rows; 1 for a vector.</param>
/// <param name="Width">Columns; 1 for a vector.</param>
/// <param name="Channels">Values a pixel, or the length of a vector.</param>
/// <param name="Offset">Where it begins among the values of an image.</param>
public sealed record NetworkValue(string Name, int Height, int Width, int Channels, int Offset)
{
    /// <summary>Values an image.</summary>
    public int Length => Height * Width * Channels;

    /// <summary>This value among all of one image.</summary>
    /// <param name="image">All inputs, or all outputs, of one image.</param>
    public ReadOnlySpan<float> Of(ReadOnlySpan<float> image) => image.Slice(Offset, Length);

    /// <summary>This value among all of one image.</summary>
    /// <param name="image">All inputs, or all outputs, of one image.</param>
    public Span<float> Of(Span<float> image) => image.Slice(Offset, Length);
}
