namespace CnnGen;

/// <summary>The mean of each window, channel by channel.</summary>
/// <remarks>The stride defaults to the window's size, so that windows do not overlap.</remarks>
public sealed class AveragePoolAttribute : WindowAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="size">Rows and columns of the window.</param>
    public AveragePoolAttribute(int size)
        : this((object)size, size)
    {
    }

    /// <summary>A rectangular window.</summary>
    /// <param name="height">Rows of the window.</param>
    /// <param name="width">Columns of the window.</param>
    public AveragePoolAttribute(int height, int width)
        : this((object)height, width)
    {
    }

    /// <summary>A square window, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="size">Rows and columns of the window: a number, a parameter's name or an expression.</param>
    public AveragePoolAttribute(object size)
        : this(size, size)
    {
    }

    /// <summary>A rectangular window, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="height">Rows of the window: a number, a parameter's name or an expression.</param>
    /// <param name="width">Columns of the window.</param>
    public AveragePoolAttribute(object height, object width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the window.</summary>
    public object Height { get; }

    /// <summary>Columns of the window.</summary>
    public object Width { get; }

    /// <summary>
    /// Whether the division in the output size is rounded up, so that a last window counts that reaches beyond the padded input, unless it starts in
    /// the padding behind it.
    /// </summary>
    public object? CeilMode { get; set; }

    /// <summary>
    /// Whether padding counts as zeros in the mean; by default only the pixels inside the input are averaged. What <see cref="CeilMode"/> adds behind the
    /// padding never counts.
    /// </summary>
    public object? CountPadding { get; set; }
}
