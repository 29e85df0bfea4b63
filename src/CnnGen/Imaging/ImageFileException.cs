using CnnGen.Files;

namespace CnnGen;

/// <summary>An image file that is damaged, or of a kind that is not read. The message names the file and what is wrong with it.</summary>
public sealed class ImageFileException : IOException
{
    /// <summary>Says what is wrong.</summary>
    public ImageFileException(string message)
        : base(PlainText.Of(message))
    {
    }

    /// <summary>Says what is wrong, and what caused it.</summary>
    public ImageFileException(string message, Exception inner)
        : base(PlainText.Of(message), inner)
    {
    }
}
