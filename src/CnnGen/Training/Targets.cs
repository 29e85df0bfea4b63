namespace CnnGen;

/// <summary>What a batch should give: a class index an image, or a vector of values an image.</summary>
public readonly ref struct Targets
{
    /// <summary>Targets of a classifier.</summary>
    /// <param name="labels">One class index an image.</param>
    public Targets(ReadOnlySpan<int> labels) => Labels = labels;

    /// <summary>Targets of a regression.</summary>
    /// <param name="values">OutputLength values an image.</param>
    public Targets(ReadOnlySpan<float> values) => Values = values;

    internal Targets(ReadOnlySpan<int> labels, ReadOnlySpan<float> values)
    {
        Labels = labels;
        Values = values;
    }

    /// <summary>One class index an image; empty for a regression.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>OutputLength values an image; empty for a classifier.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>
    /// How much an image of each class counts, for losses that compare labels; empty where all count alike. The mean over a batch is divided by the sum of what its
    /// images count, as PyTorch's is.
    /// </summary>
    public ReadOnlySpan<float> ClassWeights { get; init; }

    /// <summary>
    /// The share of the target that all classes get in equal parts, from 0 to below 1, for losses that compare labels (Szegedy et al. 2016, section 7).
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(ReadOnlySpan<int> labels) => new(labels);

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(int[] labels) => new((ReadOnlySpan<int>)labels);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(ReadOnlySpan<float> values) => new(values);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(float[] values) => new((ReadOnlySpan<float>)values);
}
