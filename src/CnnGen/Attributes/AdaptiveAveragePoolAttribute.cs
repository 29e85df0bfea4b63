namespace CnnGen;

/// <summary>
/// Means of as many regions as the output has pixels: output o of an axis of n pixels is that of ⌊o·n/size⌋ to ⌈(o + 1)·n/size⌉ − 1, which overlap where n does
/// not divide.
/// </summary>
/// <remarks>PyTorch's <c>AdaptiveAvgPool2d</c>. With 1×1 it is <see cref="GlobalAveragePoolAttribute"/>.</remarks>
public sealed class AdaptiveAveragePoolAttribute : LayerAttribute
{
    /// <summary>To a size.</summary>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public AdaptiveAveragePoolAttribute(int height, int width)
        : this((object)height, width)
    {
    }

    /// <summary>To a size, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="height">Rows of the output: a number, a parameter's name or an expression.</param>
    /// <param name="width">Columns of the output.</param>
    public AdaptiveAveragePoolAttribute(object height, object width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the output.</summary>
    public object Height { get; }

    /// <summary>Columns of the output.</summary>
    public object Width { get; }
}
