namespace CnnGen;

/// <summary>
/// The checkpoint format, little-endian: magic, version, number of sections, the sections, and a CRC-32C of everything before it. A section is its name, its
/// own version, its length in bytes, and its content. Texts are UTF-8 behind their length in bytes.
/// </summary>
/// <remarks>
/// A reader refuses a section that it does not know, by its name: what a section holds belongs to the training, and going on without it would give other
/// weights.
/// </remarks>
internal static class CheckpointFormat
{
    public const int Version = 2;

    /// <summary>The version of every section; it grows where the content of one changes.</summary>
    public const int SectionVersion = 1;

    /// <summary>More sections than any checkpoint has.</summary>
    public const int MostSections = 64;

    /// <summary>Longest text that is read.</summary>
    public const int LongestText = 1 << 16;

    /// <summary>The network's name, its layers and tensors.</summary>
    public const string Network = "network";

    /// <summary>The data that training was going through.</summary>
    public const string Data = "data";

    /// <summary>The optimizer's kind and settings.</summary>
    public const string Optimizer = "optimizer";

    /// <summary>The <see cref="TrainingState"/>.</summary>
    public const string Progress = "progress";

    /// <summary>The complete epochs.</summary>
    public const string History = "history";

    /// <summary>The names of tensors that are not trained.</summary>
    public const string Frozen = "frozen";

    /// <summary>Groups that a batch is divided into, where there is more than one.</summary>
    public const string Groups = "groups";

    /// <summary>A text of the caller.</summary>
    public const string Note = "note";

    /// <summary>All values of the network.</summary>
    public const string Weights = "weights";

    /// <summary>What the optimizer remembers of each weight.</summary>
    public const string OptimizerState = "optimizer-state";

    /// <summary>The moving average of the weights.</summary>
    public const string AveragedWeights = "averaged-weights";

    /// <summary>The weights of the best epoch, behind its number.</summary>
    public const string BestWeights = "best-weights";

    /// <summary>The first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'C', (byte)'n', (byte)'n', (byte)'G', (byte)'e', (byte)'n', 0x0A];

    /// <summary>The name of an optimizer's kind.</summary>
    public static string Kind(Optimizer optimizer) => optimizer.GetType().Name;
}
