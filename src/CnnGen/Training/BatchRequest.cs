namespace CnnGen;

/// <summary>What makes a batch: equal requests give the same values.</summary>
/// <param name="Indices">Its images.</param>
/// <param name="Augmentation">How they are changed.</param>
/// <param name="EpochSeed">By which random numbers.</param>
internal readonly record struct BatchRequest(int[] Indices, Augmentation? Augmentation, long EpochSeed)
{
    /// <summary>No images: nothing is read.</summary>
    public static BatchRequest None { get; } = new([], null, 0);

    public bool IsSameAs(BatchRequest other) =>
        EpochSeed == other.EpochSeed && ReferenceEquals(Augmentation, other.Augmentation) && Indices.AsSpan().SequenceEqual(other.Indices);
}
