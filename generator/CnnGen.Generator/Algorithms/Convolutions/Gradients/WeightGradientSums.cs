using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The gradient of a convolution's weights as kernels sum it: [group][tile of oc][kh][kw][ic][channels of the tile].</summary>
internal static class WeightGradientSums
{
    /// <summary>The buffer of the sums, which come into PyTorch's order afterwards.</summary>
    /// <param name="node">The gradient.</param>
    /// <param name="gradient">Its operator.</param>
    /// <param name="inputChannels">Input channels of a group.</param>
    /// <param name="tiles">The tiles of output channels of a group.</param>
    /// <param name="lanes">Floats a vector.</param>
    public static int Define(NodeLowering node, ConvolutionWeightGradient gradient, int inputChannels, IReadOnlyList<ChannelTiles> tiles, int lanes)
    {
        Convolution convolution = gradient.Convolution;
        (int rows, int columns) = (convolution.Vertical.F, convolution.Horizontal.F);
        int kernel = rows * columns;
        int filter = inputChannels * kernel;
        int sums = node.DefineBuffer(node.Node.Name, convolution.Groups * filter * tiles.Sum(run => run.Count * run.Vectors * lanes), perImage: false);
        ParameterSpec weight = gradient.Tensors[0];
        int firstSum = 0;
        foreach (ChannelTiles run in tiles)
        {
            int width = run.Vectors * lanes;
            node.UnpackGradient(sums, new PackStep(
                $"{weight.Name}: [tile of oc, kh, kw, ic, oc] → [oc, ic, kh, kw]",
                node.Parameter(weight) + (run.FirstChannel * filter),
                firstSum,
                [run.Count, run.Channels, inputChannels, rows, columns],
                [width * filter, filter, kernel, columns, 1],
                [filter * width, 1, width, columns * inputChannels * width, inputChannels * width]).Times(
                    convolution.Groups, convolution.GroupFilters * filter, run.Count * filter * width));
            firstSum += convolution.Groups * run.Count * filter * width;
        }

        return sums;
    }
}
