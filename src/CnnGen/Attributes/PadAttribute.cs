namespace CnnGen;

/// <summary>A border around the image: H×W×C → (top + H + bottom)×(left + W + right)×C. It is a number, or made of the image itself.</summary>
public sealed class PadAttribute : LayerAttribute
{
    /// <summary>The same on all sides.</summary>
    /// <param name="size">Rows above and below, columns left and right.</param>
    public PadAttribute(int size)
        : this((object)size, size, size, size)
    {
    }

    /// <summary>Each side by itself.</summary>
    /// <param name="top">Rows above.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns on the left.</param>
    /// <param name="right">Columns on the right.</param>
    public PadAttribute(int top, int bottom, int left, int right)
        : this((object)top, bottom, left, right)
    {
    }

    /// <summary>The same on all sides, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="size">Rows above and below, columns left and right: a number, a parameter's name or an expression.</param>
    public PadAttribute(object size)
        : this(size, size, size, size)
    {
    }

    /// <summary>Each side by itself, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="top">Rows above: a number, a parameter's name or an expression.</param>
    /// <param name="bottom">Rows below.</param>
    /// <param name="left">Columns on the left.</param>
    /// <param name="right">Columns on the right.</param>
    public PadAttribute(object top, object bottom, object left, object right)
    {
        Top = top;
        Bottom = bottom;
        Left = left;
        Right = right;
    }

    /// <summary>Rows above.</summary>
    public object Top { get; }

    /// <summary>Rows below.</summary>
    public object Bottom { get; }

    /// <summary>Columns on the left.</summary>
    public object Left { get; }

    /// <summary>Columns on the right.</summary>
    public object Right { get; }

    /// <summary>What stands in the border.</summary>
    public PadMode Mode { get; set; }

    /// <summary>The number of <see cref="PadMode.Constant"/>; 0 by default.</summary>
    public object? Value { get; set; }
}
