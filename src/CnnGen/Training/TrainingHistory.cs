using System.Collections;

namespace CnnGen;

/// <summary>The results of all epochs since training began, those before a checkpoint included.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochResult>
{
    private readonly List<EpochResult> _epochs = [];

    /// <inheritdoc/>
    public int Count => _epochs.Count;

    /// <summary>The result of one epoch.</summary>
    /// <param name="index">From 0.</param>
    public EpochResult this[int index] => _epochs[index];

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => _epochs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);
}
