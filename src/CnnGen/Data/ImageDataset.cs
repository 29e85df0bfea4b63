using CnnGen.Vectors;

namespace CnnGen;

/// <summary>Labelled images in memory, a byte a value. They become floats as they are read.</summary>
public sealed class ImageDataset : Dataset
{
    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    /// <summary>Takes images and their labels, without copying them.</summary>
    /// <param name="pixels">All images, [image, row, column, channel].</param>
    /// <param name="labels">One class index an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values a pixel.</param>
    public ImageDataset(byte[] pixels, byte[] labels, int height, int width, int channels = 1)
    {
        if ((long)labels.Length * SizeProduct.OfImage(height, width, channels) != pixels.Length)
        {
            throw new ArgumentException($"{labels.Length} images of {height}×{width}×{channels} do not have {pixels.Length} values.", nameof(pixels));
        }

        _pixels = pixels;
        _labels = labels;
        ImageHeight = height;
        ImageWidth = width;
        ImageChannels = channels;
    }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    /// <inheritdoc/>
    public override int ImageHeight { get; }

    /// <inheritdoc/>
    public override int ImageWidth { get; }

    /// <inheritdoc/>
    public override int ImageChannels { get; }

    /// <inheritdoc/>
    public override TargetKind TargetKind => TargetKind.Label;

    /// <summary>The byte that becomes 1; all are divided by it. 255 unless set.</summary>
    public float Maximum { get; init; } = 255;

    /// <summary>Reads images and labels, compressed or not.</summary>
    /// <param name="imagesPath">An IDX file [n, rows, columns] or [n, rows, columns, channels].</param>
    /// <param name="labelsPath">An IDX file [n].</param>
    /// <exception cref="DataFileException">A file is damaged, or they do not belong together.</exception>
    public static ImageDataset FromIdx(string imagesPath, string labelsPath)
    {
        IdxFile images = IdxFile.Read(imagesPath);
        IdxFile labels = IdxFile.Read(labelsPath);
        if (images.Shape.Count < 3)
        {
            throw new DataFileException($"{imagesPath}: has the shape {ShapeText.Of(images.Shape)}; images have 3 or 4 axes.");
        }

        if (labels.Shape.Count != 1)
        {
            throw new DataFileException($"{labelsPath}: has the shape {ShapeText.Of(labels.Shape)}; labels have 1 axis.");
        }

        if (images.Shape[0] != labels.Shape[0])
        {
            throw new DataFileException($"{imagesPath} has {images.Shape[0]} images, but {labelsPath} has {labels.Shape[0]} labels.");
        }

        int channels = images.Shape.Count == 4 ? images.Shape[3] : 1;
        if (images.Shape[1] == 0 || images.Shape[2] == 0 || channels == 0)
        {
            throw new DataFileException($"{imagesPath}: {ShapeText.Of(images.Shape)} has images without pixels.");
        }

        if (SizeProduct.Of(images.Shape[1], images.Shape[2], channels) is null)
        {
            throw new DataFileException($"{imagesPath}: {ShapeText.Of(images.Shape)} has images of more values than the {Array.MaxLength} that can be read.");
        }

        return new ImageDataset(images.ElementArray, labels.ElementArray, images.Shape[1], images.Shape[2], channels);
    }

    /// <summary>Reads one part of a data set that is named as MNIST is, such as <c>train-images-idx3-ubyte.gz</c>.</summary>
    /// <param name="directory">Where the files are, compressed or not.</param>
    /// <param name="part"><c>train</c> or <c>t10k</c>.</param>
    /// <exception cref="DataFileException">A file is absent or damaged, or they do not belong together.</exception>
    public static ImageDataset FromFolder(string directory, string part) =>
        FromIdx(FindFile(directory, $"{part}-images", "idx3-ubyte"), FindFile(directory, $"{part}-labels", "idx1-ubyte"));

    /// <summary>The bytes of one image.</summary>
    public ReadOnlySpan<byte> Pixels(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _pixels.AsSpan(index * ImageLength, ImageLength);
    }

    /// <inheritdoc/>
    public override void CopyImage(int index, Span<float> destination) => PixelConversion.Divide(Pixels(index), destination, Maximum);

    /// <inheritdoc/>
    public override int Label(int index) => _labels[index];

    // Both spellings are in circulation: train-images-idx3-ubyte and train-images.idx3-ubyte.
    private static string FindFile(string directory, string start, string end)
    {
        foreach (string name in (ReadOnlySpan<string>)[$"{start}-{end}", $"{start}-{end}.gz", $"{start}.{end}", $"{start}.{end}.gz"])
        {
            string path = Path.Combine(directory, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new DataFileException($"{directory}: has neither {start}-{end} nor {start}-{end}.gz.");
    }
}
