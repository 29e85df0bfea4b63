using CnnGen.Files;

namespace CnnGen;

/// <summary>A checkpoint that is damaged, or that belongs to another network, optimizer or data set. Nothing was changed.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public CheckpointException(string message)
        : base(PlainText.Of(message))
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public CheckpointException(string message, Exception inner)
        : base(PlainText.Of(message), inner)
    {
    }
}
