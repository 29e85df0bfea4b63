namespace CnnGen;

/// <summary>
/// Convolution (cross-correlation, as in every framework):
/// out[oh, ow, oc] = bias[oc] + Σ in[oh·s + kh·d − p, ow·s + kw·d − p, ic] · weight[oc, ic, kh, kw].
/// With groups the filters of a group read only the input channels of that group.
/// </summary>
public sealed class ConvAttribute : WindowAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    public ConvAttribute(int filters, int kernel)
        : this((object)filters, kernel)
    {
    }

    /// <summary>A rectangular kernel.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public ConvAttribute(int filters, int kernelHeight, int kernelWidth)
        : this((object)filters, kernelHeight, kernelWidth)
    {
    }

    /// <summary>A square kernel, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="filters">Output channels: a number, a parameter's name or an expression.</param>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    public ConvAttribute(object filters, object kernel)
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A rectangular kernel, in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="filters">Output channels: a number, a parameter's name or an expression.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public ConvAttribute(object filters, object kernelHeight, object kernelWidth)
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

    /// <summary>Distance of neighbouring kernel elements in the input, in both axes; 1 is an ordinary convolution.</summary>
    public object? Dilation { get; set; }

    /// <summary>Distance of neighbouring kernel rows in the input.</summary>
    public object? DilationHeight { get; set; }

    /// <summary>Distance of neighbouring kernel columns in the input.</summary>
    public object? DilationWidth { get; set; }

    /// <summary>
    /// Groups of channels that do not see each other; must divide the input channels and the filters. The weights are then
    /// [filters, input channels / groups, kernel height, kernel width]. As many groups as input channels make a depthwise convolution.
    /// </summary>
    public object? Groups { get; set; }

    /// <summary>Whether one trainable number a filter is added to the output; by default it is. A Boolean or, in a block, a parameter's name.</summary>
    public object? Bias { get; set; }

    /// <summary>The values of the weights in a new network, in PyTorch's order; an initialiser draws them unless they are written down.</summary>
    public float[]? Values { get; set; }
}
