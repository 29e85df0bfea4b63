namespace CnnGen;

/// <summary>
/// Transposed convolution, which enlarges: what the gradient of a convolution's input computes.
/// out[ih·s + kh·d − p, iw·s + kw·d − p, oc] += in[ih, iw, ic] · weight[ic, oc, kh, kw], on top of bias[oc].
/// </summary>
/// <remarks>
/// Output size per axis: (n − 1)·s − p₁ − p₂ + d·(f − 1) + op + 1. Padding is cut off the output; with <see cref="Padding.Same"/> n·s rows are left, the odd
/// one cut off at the bottom or right.
/// </remarks>
public sealed class ConvTransposeAttribute : WindowAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    public ConvTransposeAttribute(int filters, int kernel)
        : this((object)filters, kernel)
    {
    }

    /// <summary>A rectangular kernel.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public ConvTransposeAttribute(int filters, int kernelHeight, int kernelWidth)
        : this((object)filters, kernelHeight, kernelWidth)
    {
    }

    /// <summary>A square kernel, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="filters">Output channels: a number, a parameter's name or an expression.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    public ConvTransposeAttribute(object filters, object kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A rectangular kernel, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="filters">Output channels: a number, a parameter's name or an expression.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public ConvTransposeAttribute(object filters, object kernelHeight, object kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>Output channels.</summary>
    public object Filters { get; }

    /// <summary>Rows of the kernel.</summary>
    public object KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public object KernelWidth { get; }

    /// <summary>
    /// Rows and columns that are added at the bottom and right, less than the stride: of the sizes that a convolution would make equal, the larger ones.
    /// </summary>
    public object? OutputPadding { get; set; }

    /// <summary>Rows that are added at the bottom.</summary>
    public object? OutputPaddingHeight { get; set; }

    /// <summary>Columns that are added on the right.</summary>
    public object? OutputPaddingWidth { get; set; }

    /// <summary>Distance of neighbouring kernel elements in the output, in both axes.</summary>
    public object? Dilation { get; set; }

    /// <summary>Distance of neighbouring kernel rows in the output.</summary>
    public object? DilationHeight { get; set; }

    /// <summary>Distance of neighbouring kernel columns in the output.</summary>
    public object? DilationWidth { get; set; }

    /// <summary>
    /// Groups of channels that do not see each other; must divide the input channels and the filters. The weights are
    /// [input channels, filters / groups, kernel height, kernel width].
    /// </summary>
    public object? Groups { get; set; }

    /// <summary>Whether one trainable number a filter is added to the output; by default it is. A Boolean or, in a block, a parameter's name.</summary>
    public object? Bias { get; set; }

    /// <summary>The values of the weights in a new network, in PyTorch's order; an initialiser draws them unless they are written down.</summary>
    public float[]? Values { get; set; }
}
