namespace CnnGen;

/// <summary>What convolution and pooling have in common: a window that slides over the rows and columns of its input.</summary>
/// <remarks>Output size per axis: ⌊(n + p₁ + p₂ − d·(f − 1) − 1)/s⌋ + 1. With <c>CeilMode</c> of pooling layers the division is rounded up. A property that is not set falls back to the one for both axes.</remarks>
public abstract class WindowAttribute : LayerAttribute
{
    /// <summary>Step of the window, in both axes.</summary>
    public int Stride { get; set; }

    /// <summary>Step from one row of outputs to the next.</summary>
    public int StrideHeight { get; set; }

    /// <summary>Step from one column of outputs to the next.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Rows and columns of padding on each side, or <see cref="CnnGen.Padding.Same"/> or <see cref="CnnGen.Padding.Valid"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Rows of padding above and below.</summary>
    public int PaddingHeight { get; set; }

    /// <summary>Columns of padding left and right.</summary>
    public int PaddingWidth { get; set; }

    /// <summary>Rows of padding above.</summary>
    public int PaddingTop { get; set; }

    /// <summary>Rows of padding below.</summary>
    public int PaddingBottom { get; set; }

    /// <summary>Columns of padding on the left.</summary>
    public int PaddingLeft { get; set; }

    /// <summary>Columns of padding on the right.</summary>
    public int PaddingRight { get; set; }
}
