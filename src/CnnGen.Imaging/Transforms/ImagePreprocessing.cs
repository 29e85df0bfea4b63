namespace CnnGen.Imaging;

/// <summary>How pictures of any size become the input of a network: channels, size, and numbers.</summary>
/// <remarks>A network gives what it was trained for only if this is the same in training and use. Immutable; may be used by several threads at once.</remarks>
public sealed class ImagePreprocessing
{
    private const byte PaddingGrey = 114;

    private readonly float[][] _tables;

    /// <summary>Pictures of a size, with values from 0 to 1.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="normalization">What is subtracted and divided by; nothing where it is null.</param>
    public ImagePreprocessing(int height, int width, int channels = 3, Normalization? normalization = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Networks read pictures of 1 or 3 channels.");
        }

        normalization?.RequireChannels(channels);
        Height = height;
        Width = width;
        Channels = channels;
        Normalization = normalization;
        _tables = new float[channels][];
        for (int channel = 0; channel < channels; channel++)
        {
            _tables[channel] = Table(channel, normalization);
        }
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>What is subtracted from values of 0 to 1, and what they are divided by.</summary>
    public Normalization? Normalization { get; }

    /// <summary>How pixels are weighed; <see cref="ResizeFilter.Bilinear"/> unless set, as in torchvision.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bilinear;

    /// <summary>What becomes of other proportions.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Crop;

    /// <summary>With <see cref="ImageFit.Crop"/>: the pixels that the shorter side is brought to before the middle is taken; 0 for just enough.</summary>
    /// <remarks>Models of torchvision want 256 for a network of 224×224, and some others: see their pages.</remarks>
    public int ShorterSide { get; init; }

    /// <summary>
    /// What a network of so many pixels expects that was trained on ImageNet with torchvision: the shorter side 8/7 of it, the usual mean and deviation.
    /// </summary>
    /// <param name="size">Rows and columns, mostly 224.</param>
    public static ImagePreprocessing ImageNet(int size = 224) => new(size, size, 3, Normalization.ImageNet) { ShorterSide = size * 8 / 7 };

    /// <summary>Pictures of the size that a network takes, with values from 0 to 1.</summary>
    /// <typeparam name="TNetwork">The network.</typeparam>
    /// <param name="normalization">What is subtracted and divided by; nothing where it is null.</param>
    public static ImagePreprocessing For<TNetwork>(Normalization? normalization = null)
        where TNetwork : class, INetwork<TNetwork> =>
        new(TNetwork.Info.InputHeight, TNetwork.Info.InputWidth, TNetwork.Info.InputChannels, normalization);

    /// <summary>The picture at the network's size, before it becomes numbers.</summary>
    public Image Prepare(Image image)
    {
        Image source = image.WithChannelsIfNeeded(Channels);
        switch (Fit)
        {
            case ImageFit.Stretch:
                return Resize(source, Height, Width);
            case ImageFit.Pad:
                double least = Math.Min((double)Height / source.Height, (double)Width / source.Width);
                Image inner = Resize(source, Side(source.Height * least, Height), Side(source.Width * least, Width));
                Image padded = new(Height, Width, Channels);
                padded.Pixels.AsSpan().Fill(PaddingGrey);
                inner.CopyTo(padded, (Height - inner.Height) / 2, (Width - inner.Width) / 2);
                return padded;
            default:
                (int height, int width) = CoveringSize(source);
                return Resize(source, height, width).CenterCrop(Height, Width);
        }
    }

    /// <summary>The picture as the network's input.</summary>
    /// <returns>[row, column, channel].</returns>
    public float[] Apply(Image image)
    {
        float[] values = new float[Height * Width * Channels];
        Apply(image, values);
        return values;
    }

    /// <summary>The picture as the network's input.</summary>
    /// <param name="image">A picture of any size and any number of channels.</param>
    /// <param name="destination">Receives [row, column, channel].</param>
    public void Apply(Image image, Span<float> destination) => ToFloats(Prepare(image).Pixels, destination);

    /// <summary>Pixels of the right size as numbers.</summary>
    internal void ToFloats(ReadOnlySpan<byte> pixels, Span<float> destination)
    {
        if (destination.Length != pixels.Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} values, the image has {pixels.Length}.", nameof(destination));
        }

        for (int channel = 0; channel < Channels; channel++)
        {
            float[] table = _tables[channel];
            for (int i = channel; i < pixels.Length; i += Channels)
            {
                destination[i] = table[pixels[i]];
            }
        }
    }

    // As torchvision computes it, in single precision: of each channel there are only 256 values.
    private static float[] Table(int channel, Normalization? normalization)
    {
        float[] table = new float[256];
        for (int value = 0; value < table.Length; value++)
        {
            table[value] = value / 255f;
        }

        normalization?.Apply(table, channel);
        return table;
    }

    private static int Side(double length, int most) => Math.Clamp((int)Math.Round(length), 1, most);

    private Image Resize(Image image, int height, int width) =>
        height == image.Height && width == image.Width ? image : image.Resize(height, width, Filter);

    // torchvision brings the shorter side to size and cuts the fraction of the longer one off.
    private (int Height, int Width) CoveringSize(Image image)
    {
        if (ShorterSide > 0)
        {
            return image.Height <= image.Width
                ? (ShorterSide, (int)((long)ShorterSide * image.Width / image.Height))
                : ((int)((long)ShorterSide * image.Height / image.Width), ShorterSide);
        }

        bool byHeight = (long)Height * image.Width >= (long)Width * image.Height;
        return byHeight
            ? (Height, Math.Max(Width, (int)((long)Height * image.Width / image.Height)))
            : (Math.Max(Height, (int)((long)Width * image.Height / image.Width)), Width);
    }
}
