namespace CnnGen;

/// <summary>What a batch should give: class indices or values of each image, or both.</summary>
/// <remarks>
/// An image has as many labels as <see cref="NetworkInfo.LabelLength"/> says and as many values as <see cref="NetworkInfo.TargetLength"/>: of several losses
/// those that take labels have theirs side by side, in the order of the losses, and so have the others their values.
/// </remarks>
public readonly ref struct Targets
{
    /// <summary>Targets of a classifier.</summary>
    /// <param name="labels">One class index an image.</param>
    public Targets(ReadOnlySpan<int> labels) => Labels = labels;

    /// <summary>Targets of a regression.</summary>
    /// <param name="values">OutputLength values an image.</param>
    public Targets(ReadOnlySpan<float> values) => Values = values;

    /// <summary>Targets of a network whose losses compare with labels and with values.</summary>
    /// <param name="labels">The labels of all images.</param>
    /// <param name="values">The values of all images.</param>
    public Targets(ReadOnlySpan<int> labels, ReadOnlySpan<float> values)
    {
        Labels = labels;
        Values = values;
    }

    /// <summary>The class indices, image after image; empty for a regression.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>The values, image after image; empty for a classifier.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>
    /// How much an image of each class counts, for losses that compare labels; empty where all count alike. The mean over a batch is divided by the sum of what
    /// its images count, as PyTorch's is.
    /// </summary>
    public ReadOnlySpan<float> ClassWeights { get; init; }

    /// <summary>
    /// The share of the target that all classes get in equal parts, from 0 to below 1, for losses that compare labels (Szegedy et al. 2016, section 7).
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// A second class index of each image, of whose target it has <see cref="SecondShare"/>: what <see cref="BatchMixing"/> makes of two images. Empty
    /// otherwise. For a network whose only loss compares one label an image and has no class weights.
    /// </summary>
    public ReadOnlySpan<int> SecondLabels { get; init; }

    /// <summary>What the second labels count, from 0 to 1; the first ones count the rest.</summary>
    public float SecondShare { get; init; }

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(ReadOnlySpan<int> labels) => new(labels);

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(int[] labels) => new((ReadOnlySpan<int>)labels);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(ReadOnlySpan<float> values) => new(values);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(float[] values) => new((ReadOnlySpan<float>)values);
}
