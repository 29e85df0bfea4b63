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

    /// <summary>An array with an object an epoch; what an epoch does not have is null.</summary>
    public string ToJson() => HistoryText.Json(this);

    /// <summary>A line of names, then one an epoch, divided by commas; what an epoch does not have is empty.</summary>
    public string ToCsv() => HistoryText.Csv(this);

    /// <summary>Writes the history.</summary>
    /// <param name="path">A file whose name ends in <c>.json</c> or <c>.csv</c>.</param>
    /// <exception cref="ArgumentException">It ends otherwise.</exception>
    public void Save(string path) => File.WriteAllText(path, Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => ToJson(),
        ".csv" => ToCsv(),
        _ => throw new ArgumentException($"{path}: a history is written as .json or .csv.", nameof(path)),
    });

    /// <inheritdoc/>
    public IEnumerator<EpochResult> GetEnumerator() => _epochs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(EpochResult epoch) => _epochs.Add(epoch);
}
