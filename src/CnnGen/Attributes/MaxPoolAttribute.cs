namespace CnnGen;

/// <summary>The largest value of each window, channel by channel. Padding never wins. The gradient goes to the first maximum in row-major order.</summary>
/// <remarks>The stride defaults to the window's size, so that windows do not overlap.</remarks>
public sealed class MaxPoolAttribute : WindowAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="size">Rows and columns of the window.</param>
    public MaxPoolAttribute(int size)
        : this(size, size)
    {
    }

    /// <summary>A rectangular window.</summary>
    /// <param name="height">Rows of the window.</param>
    /// <param name="width">Columns of the window.</param>
    public MaxPoolAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the window.</summary>
    public int Height { get; }

    /// <summary>Columns of the window.</summary>
    public int Width { get; }

    /// <summary>
    /// Whether the division in the output size is rounded up, so that a last window counts that reaches beyond the padded input, unless it starts in
    /// the padding behind it.
    /// </summary>
    public bool CeilMode { get; set; }
}
