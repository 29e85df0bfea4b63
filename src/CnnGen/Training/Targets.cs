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

    /// <summary>One class index an image; empty for a regression.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>OutputLength values an image; empty for a classifier.</summary>
    public ReadOnlySpan<float> Values { get; }

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(ReadOnlySpan<int> labels) => new(labels);

    /// <summary>Targets of a classifier.</summary>
    public static implicit operator Targets(int[] labels) => new((ReadOnlySpan<int>)labels);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(ReadOnlySpan<float> values) => new(values);

    /// <summary>Targets of a regression.</summary>
    public static implicit operator Targets(float[] values) => new((ReadOnlySpan<float>)values);
}
