using CnnGen.Files;

namespace CnnGen;

/// <summary>A weight file that is damaged, or whose tensors are not those of the network. The message names the tensor and both shapes.</summary>
public sealed class WeightFileException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public WeightFileException(string message)
        : base(PlainText.Of(message))
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public WeightFileException(string message, Exception inner)
        : base(PlainText.Of(message), inner)
    {
    }
}
