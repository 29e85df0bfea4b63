namespace CnnGen;

/// <summary>
/// The checkpoint format, little-endian: magic, version, then network (name, parameters, weights with padding), optimizer (kind, settings, state tensors),
/// <see cref="TrainingState"/>, steps, history, the weights, the optimizer's state tensors, and a CRC-32C of everything before it. Texts are UTF-8 behind
/// their length in bytes.
/// </summary>
internal static class CheckpointFormat
{
    public const uint Version = 1;

    /// <summary>Longest text that is read; names of classes and settings are far shorter.</summary>
    public const int LongestText = 4096;

    /// <summary>The first eight bytes.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'C', (byte)'n', (byte)'n', (byte)'G', (byte)'e', (byte)'n', 0x0A];

    /// <summary>The name of an optimizer's kind.</summary>
    public static string Kind(Optimizer optimizer) => optimizer.GetType().Name;
}
