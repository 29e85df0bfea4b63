namespace CnnGen.Reference;

/// <summary>One image's value in double precision, layout [row, column, channel]. A vector is 1×1×length.</summary>
public sealed class RefTensor
{
    public RefTensor(int height, int width, int channels, double[] values)
    {
        if (height < 1 || width < 1 || channels < 1 || values.Length != height * width * channels)
        {
            throw new ArgumentException($"{values.Length} values for a tensor of {height}×{width}×{channels}.");
        }

        Height = height;
        Width = width;
        Channels = channels;
        Values = values;
    }

    public RefTensor(int height, int width, int channels)
        : this(height, width, channels, new double[height * width * channels])
    {
    }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    public double[] Values { get; }

    public int Length => Values.Length;

    public double this[int h, int w, int c]
    {
        get => Values[(((h * Width) + w) * Channels) + c];
        set => Values[(((h * Width) + w) * Channels) + c] = value;
    }

    /// <summary>The channels of a pixel.</summary>
    public Span<double> Pixel(int h, int w) => Values.AsSpan(((h * Width) + w) * Channels, Channels);

    public static RefTensor Vector(params double[] values) => new(1, 1, values.Length, values);

    public RefTensor ZerosLike() => new(Height, Width, Channels);

    public bool HasPixel(int h, int w) => h >= 0 && h < Height && w >= 0 && w < Width;

    public bool HasShapeOf(RefTensor other) => Height == other.Height && Width == other.Width && Channels == other.Channels;

    public override string ToString() => $"{Height}×{Width}×{Channels}";
}
