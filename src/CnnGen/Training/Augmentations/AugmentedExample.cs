namespace CnnGen;

/// <summary>Where an augmented image goes, with the targets that belong to what became of it.</summary>
public readonly ref struct AugmentedExample
{
    /// <summary>Receives the image, <see cref="Dataset.ImageLength"/> values.</summary>
    public Span<float> Image { get; init; }

    /// <summary>As many values, of any content, for augmentations.</summary>
    public Span<float> Scratch { get; init; }

    /// <summary>Receives the class indices, <see cref="Dataset.LabelLength"/> of them; empty for a network that does not compare labels.</summary>
    public Span<int> Labels { get; init; }

    /// <summary>Receives the target values, as many as the network compares; empty for a network that compares none.</summary>
    public Span<float> Values { get; init; }

    /// <summary>
    /// The class of pixels that enter at the border, where each pixel has a label: the one that the network's loss ignores, or 0 where it ignores none.
    /// </summary>
    public int BorderLabel { get; init; }
}
