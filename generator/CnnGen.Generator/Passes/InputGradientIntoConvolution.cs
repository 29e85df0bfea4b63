using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Training: the gradient of the input of a convolution with stride 1 is a convolution of the output's gradient, with the kernel turned by half a circle, so
/// that every algorithm for convolutions serves it. Before: the backward pass is part of the graph. After: <see cref="ConvolutionInputGradient"/> is left where
/// the stride is larger, where padding is wider than the window, and for depthwise convolutions, whose vectors run along groups.
/// </summary>
internal static class InputGradientIntoConvolution
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        Node[] nodes = [.. graph.Nodes];
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Operator is ConvolutionInputGradient gradient && Rotated(gradient, nodes[i].Shape.Channels) is { } convolution)
            {
                nodes[i] = nodes[i] with { Operator = convolution };
            }
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }

    private static FusedConvolution? Rotated(ConvolutionInputGradient gradient, int inputChannels)
    {
        Convolution convolution = gradient.Convolution;
        if (Rotated(convolution.Vertical) is not { } vertical || Rotated(convolution.Horizontal) is not { } horizontal
            || convolution.IsDepthwise(inputChannels) || convolution.IsDepthwise(convolution.Filters))
        {
            return null;
        }

        Convolution rotated = new(vertical, horizontal, inputChannels, HasBias: false) { Groups = convolution.Groups };
        return new FusedConvolution(rotated, null, null, KeepsArgMax: false) { SharedWeight = gradient.Weight, RotatesWeight = true };
    }

    /// <summary>The window that an input's gradient is the sum over: what the window lacks of a full overlap at both ends is padding.</summary>
    private static WindowAxis? Rotated(WindowAxis axis)
    {
        int reach = axis.D * (axis.F - 1);
        WindowAxis rotated = new(axis.OutputSize, axis.F, 1, axis.D, reach - axis.Before, reach - axis.After);
        return axis.S == 1 && rotated is { Before: >= 0, After: >= 0 } && rotated.OutputSize == axis.N ? rotated : null;
    }
}
