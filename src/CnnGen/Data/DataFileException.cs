using CnnGen.Files;

namespace CnnGen;

/// <summary>A data file that is damaged, or not what was asked for. The message names the file and the values that disagree.</summary>
public sealed class DataFileException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public DataFileException(string message)
        : base(PlainText.Of(message))
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public DataFileException(string message, Exception inner)
        : base(PlainText.Of(message), inner)
    {
    }
}
