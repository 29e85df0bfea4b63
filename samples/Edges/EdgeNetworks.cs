using CnnGen;

namespace Edges;

/// <summary>One convolution with a filter for each kernel of <see cref="EdgeKernels"/>. Without padding: the frame of a picture is no edge in it.</summary>
[Conv(EdgeKernels.Count, 3, Bias = false, Name = "conv")]
public sealed class EdgeFiltersAttribute : BlockAttribute;

/// <summary>The steps for a grey picture. Each is a network of its own, since each has an output to look at; all have the same one tensor of weights.</summary>
internal static partial class Grey
{
    /// <summary>The convolution alone.</summary>
    [Network, Input(258, 258, 1), EdgeFilters(Name = "edges")]
    internal sealed partial class Convolution;

    /// <summary>Convolution and ReLU.</summary>
    [Network, Input(258, 258, 1), EdgeFilters(Name = "edges"), Relu]
    internal sealed partial class Rectified;

    /// <summary>The strongest answer of each 2×2 pixels.</summary>
    [Network, Input(258, 258, 1), EdgeFilters(Name = "edges"), Relu, MaxPool(2)]
    internal sealed partial class Maximum;

    /// <summary>The weakest.</summary>
    [Network, Input(258, 258, 1), EdgeFilters(Name = "edges"), Relu, MinPool(2)]
    internal sealed partial class Minimum;

    /// <summary>The mean.</summary>
    [Network, Input(258, 258, 1), EdgeFilters(Name = "edges"), Relu, AveragePool(2)]
    internal sealed partial class Average;
}

/// <summary>The same steps for a picture of red, green and blue: each kernel is a volume of three channels.</summary>
internal static partial class Colour
{
    /// <inheritdoc cref="Grey.Convolution"/>
    [Network, Input(258, 258, 3), EdgeFilters(Name = "edges")]
    internal sealed partial class Convolution;

    /// <inheritdoc cref="Grey.Rectified"/>
    [Network, Input(258, 258, 3), EdgeFilters(Name = "edges"), Relu]
    internal sealed partial class Rectified;

    /// <inheritdoc cref="Grey.Maximum"/>
    [Network, Input(258, 258, 3), EdgeFilters(Name = "edges"), Relu, MaxPool(2)]
    internal sealed partial class Maximum;

    /// <inheritdoc cref="Grey.Minimum"/>
    [Network, Input(258, 258, 3), EdgeFilters(Name = "edges"), Relu, MinPool(2)]
    internal sealed partial class Minimum;

    /// <inheritdoc cref="Grey.Average"/>
    [Network, Input(258, 258, 3), EdgeFilters(Name = "edges"), Relu, AveragePool(2)]
    internal sealed partial class Average;
}
