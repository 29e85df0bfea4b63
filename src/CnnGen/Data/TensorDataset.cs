namespace CnnGen;

/// <summary>Images in memory as floats, with labels, with target values, or with both.</summary>
public sealed class TensorDataset : Dataset
{
    private readonly float[] _images;
    private readonly int[]? _labels;
    private readonly float[]? _targets;

    /// <summary>Takes images and their labels, without copying them.</summary>
    /// <param name="images">All images, [image, row, column, channel].</param>
    /// <param name="labels">One class index an image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values a pixel.</param>
    public TensorDataset(float[] images, int[] labels, int height, int width, int channels)
        : this(images, labels.Length, height, width, channels)
    {
        _labels = labels;
        LabelLength = 1;
    }

    /// <summary>Takes images with several labels each, with target values, or with both, without copying them.</summary>
    /// <param name="images">All images, [image, row, column, channel].</param>
    /// <param name="labels">As many class indices an image as the network's losses compare, image after image; for a label a pixel in the order of
    /// rows.</param>
    /// <param name="targets">As many values an image as the network's losses compare, image after image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values a pixel.</param>
    /// <exception cref="ArgumentException">Labels or values cannot be shared out among the images.</exception>
    public TensorDataset(float[] images, int[] labels, float[] targets, int height, int width, int channels)
        : this(images, CountImages(images, height, width, channels), height, width, channels)
    {
        (_labels, LabelLength) = (labels.Length == 0 ? null : labels, Share(labels.Length, "labels", nameof(labels)));
        (_targets, TargetLength) = (targets.Length == 0 ? null : targets, Share(targets.Length, "target values", nameof(targets)));
    }

    /// <summary>Takes images and their target values, without copying them.</summary>
    /// <param name="images">All images, [image, row, column, channel].</param>
    /// <param name="targets">As many values an image as the network has outputs, image after image.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">Values a pixel.</param>
    public TensorDataset(float[] images, float[] targets, int height, int width, int channels)
        : this(images, CountImages(images, height, width, channels), height, width, channels)
    {
        _targets = targets;
        TargetLength = Share(targets.Length, "target values", nameof(targets));
    }

    private TensorDataset(float[] images, int count, int height, int width, int channels)
    {
        if ((long)count * SizeProduct.OfImage(height, width, channels) != images.Length)
        {
            throw new ArgumentException($"{count} images of {height}×{width}×{channels} do not have {images.Length} values.", nameof(images));
        }

        _images = images;
        Count = count;
        ImageHeight = height;
        ImageWidth = width;
        ImageChannels = channels;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override int ImageHeight { get; }

    /// <inheritdoc/>
    public override int ImageWidth { get; }

    /// <inheritdoc/>
    public override int ImageChannels { get; }

    /// <inheritdoc/>
    public override TargetKind TargetKind => _labels is null ? TargetKind.Values : _targets is null ? TargetKind.Label : TargetKind.LabelsAndValues;

    /// <inheritdoc/>
    public override int LabelLength { get; }

    /// <inheritdoc/>
    public override int TargetLength { get; }

    /// <inheritdoc/>
    public override void CopyImage(int index, Span<float> destination) => Row(_images, index, ImageLength, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override int Label(int index) => _labels is null || LabelLength != 1 ? base.Label(index) : _labels[index];

    /// <inheritdoc/>
    public override void CopyLabels(int index, Span<int> destination)
    {
        if (_labels is null)
        {
            base.CopyLabels(index, destination);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        _labels.AsSpan(index * LabelLength, LabelLength).CopyTo(destination);
    }

    /// <inheritdoc/>
    public override void CopyTarget(int index, Span<float> destination)
    {
        if (_targets is null)
        {
            base.CopyTarget(index, destination);
        }

        Row(_targets!, index, TargetLength, destination.Length).CopyTo(destination);
    }

    private int Share(int length, string what, string parameter) =>
        (Count == 0 ? length > 0 : length % Count != 0)
            ? throw new ArgumentException($"{length} {what} cannot be shared out among {Count} images.", parameter)
            : Count == 0 ? 0 : length / Count;

    private static int CountImages(float[] images, int height, int width, int channels) => images.Length / SizeProduct.OfImage(height, width, channels);

    private ReadOnlySpan<float> Row(float[] values, int index, int length, int room)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        if (room != length)
        {
            throw new ArgumentException($"The destination holds {room} values, the image has {length}.", nameof(room));
        }

        return values.AsSpan(index * length, length);
    }
}
