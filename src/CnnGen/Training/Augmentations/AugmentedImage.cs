namespace CnnGen;

/// <summary>An image while it is augmented, [row, column, channel].</summary>
public readonly ref struct AugmentedImage
{
    /// <summary>Puts an image and its working memory together.</summary>
    /// <param name="values">The image; changed in place.</param>
    /// <param name="scratch">As many values, of any content.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="channels">Values a pixel.</param>
    public AugmentedImage(Span<float> values, Span<float> scratch, int height, int width, int channels)
    {
        if (values.Length != SizeProduct.Of(height, width, channels) || scratch.Length != values.Length)
        {
            throw new ArgumentException(
                $"An image of {height} × {width} × {channels} values needs as many and as much scratch, not {values.Length} and {scratch.Length}.");
        }

        Values = values;
        Scratch = scratch;
        Height = height;
        Width = width;
        Channels = channels;
    }

    /// <summary>The image; changed in place.</summary>
    public Span<float> Values { get; }

    /// <summary>As many values, of any content, for the augmentation's own use.</summary>
    public Span<float> Scratch { get; }

    /// <summary>
    /// The class of each pixel, [row, column], where the image has such a mask: it moves with the image, whole pixels at a time. Empty otherwise.
    /// </summary>
    /// <exception cref="ArgumentException">It is not of the image's size.</exception>
    public Span<float> Mask
    {
        get;
        init => field = value.IsEmpty || value.Length == Height * Width
            ? value
            : throw new ArgumentException($"a mask of {Height} × {Width} has {Height * Width} values, not {value.Length}.", nameof(value));
    }

    /// <summary>The class that enters the mask at the border.</summary>
    public float MaskFill { get; init; }

    /// <summary>
    /// Rectangles in the image, which move with it: around where their corners go, and cut off where the image ends. One that leaves it becomes empty.
    /// </summary>
    public Span<BoundingBox> Boxes { get; init; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Values a pixel.</summary>
    public int Channels { get; }
}
