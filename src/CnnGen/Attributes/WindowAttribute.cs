namespace CnnGen;

/// <summary>What convolution and pooling have in common: a window that slides over the rows and columns of its input.</summary>
/// <remarks>
/// Output size per axis: ⌊(n + p₁ + p₂ − d·(f − 1) − 1)/s⌋ + 1; with <c>CeilMode</c> of pooling layers the division is rounded up.
/// A property that is not set falls back to the one for both axes.
/// Each property is a whole number or, in a <see cref="BlockAttribute"/>, a parameter's name or an expression: an attribute's properties cannot be
/// overloaded, so their type is <see cref="object"/>, and the compiler of networks checks what they are given.
/// </remarks>
public abstract class WindowAttribute : LayerAttribute
{
    /// <summary>Step of the window, in both axes.</summary>
    public object? Stride { get; set; }

    /// <summary>Step from one row of outputs to the next.</summary>
    public object? StrideHeight { get; set; }

    /// <summary>Step from one column of outputs to the next.</summary>
    public object? StrideWidth { get; set; }

    /// <summary>Rows and columns of padding on each side, or <see cref="CnnGen.Padding.Same"/> or <see cref="CnnGen.Padding.Valid"/>.</summary>
    public object? Padding { get; set; }

    /// <summary>Rows of padding above and below.</summary>
    public object? PaddingHeight { get; set; }

    /// <summary>Columns of padding left and right.</summary>
    public object? PaddingWidth { get; set; }

    /// <summary>Rows of padding above.</summary>
    public object? PaddingTop { get; set; }

    /// <summary>Rows of padding below.</summary>
    public object? PaddingBottom { get; set; }

    /// <summary>Columns of padding on the left.</summary>
    public object? PaddingLeft { get; set; }

    /// <summary>Columns of padding on the right.</summary>
    public object? PaddingRight { get; set; }
}
