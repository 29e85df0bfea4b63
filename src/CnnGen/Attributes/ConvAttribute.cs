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
        : this(filters, kernel, kernel)
    {
    }

    /// <summary>A rectangular kernel.</summary>
    /// <param name="filters">Output channels.</param>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    public ConvAttribute(int filters, int kernelHeight, int kernelWidth)
    {
        Filters = filters;
        KernelHeight = kernelHeight;
        KernelWidth = kernelWidth;
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; }

    /// <summary>Distance of neighbouring kernel elements in the input, in both axes; 1 is an ordinary convolution.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance of neighbouring kernel rows in the input.</summary>
    public int DilationHeight { get; set; }

    /// <summary>Distance of neighbouring kernel columns in the input.</summary>
    public int DilationWidth { get; set; }

    /// <summary>
    /// Groups of channels that do not see each other; must divide the input channels and the filters. The weights are then
    /// [filters, input channels / groups, kernel height, kernel width]. As many groups as input channels make a depthwise convolution.
    /// </summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether one trainable number a filter is added to the output.</summary>
    public bool Bias { get; set; } = true;
}
