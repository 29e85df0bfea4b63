using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The gradient of a convolution's weights: for each place of the kernel and channel tile, sums over the pixels stay in registers.</summary>
internal sealed record ConvolutionWeightTiles(ConvolutionWeightGradient Operator, RegisterTile Tile, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not ConvolutionWeightGradient gradient)
        {
            return null;
        }

        TensorShape output = context.InputShape(1);
        Convolution convolution = gradient.Convolution;
        Target target = DirectConvolution.GroupTarget(convolution, convolution.GroupFilters, context.Target);
        int vectors = (convolution.GroupFilters + target.Lanes - 1) / target.Lanes;
        int row = convolution.Horizontal.F * convolution.GroupChannels(context.InputShape(0).Channels);
        return new ConvolutionWeightTiles(gradient, RegisterTile.Choose(1, row, vectors, output.Height * output.Width, 1, 1, target), target.Lanes);
    }

    public override string Describe() =>
        FormattableString.Invariant($"sums over the pixels, {Tile.Columns} inputs of the window × {Count.Of(Tile.Vectors, "vector")} of channels in registers");

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 || layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => input == 1;

    public override void Lower(NodeLowering node) => ConvolutionWeightTilesLowering.Lower(node, this);
}

/// <summary>The gradient of a convolution's input: for each place of the kernel, the outputs' gradients times its weights, added to the pixels they came from.</summary>
internal sealed record ConvolutionInputScatter(ConvolutionInputGradient Operator, RegisterTile Tile, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        return context.Operator is ConvolutionInputGradient gradient
            ? Plan(gradient, context.Node.Shape.Channels, context.InputShape(0).Width, context.Target)
            : null;
    }

    /// <summary>For so many channels of the convolution's input and columns of its output.</summary>
    public static ConvolutionInputScatter Plan(ConvolutionInputGradient gradient, int inputChannels, int columns, Target machine)
    {
        Convolution convolution = gradient.Convolution;
        int channels = convolution.GroupChannels(inputChannels);
        Target target = DirectConvolution.GroupTarget(convolution, channels, machine);
        int vectors = (channels + target.Lanes - 1) / target.Lanes;
        RegisterTile tile = RegisterTile.Choose(1, columns, vectors, convolution.GroupFilters, 1, 1, target);
        return new ConvolutionInputScatter(gradient, tile with { Split = 1 }, target.Lanes);
    }

    public override string Describe() =>
        FormattableString.Invariant($"scattered, {Tile.Columns} pixels × {Count.Of(Tile.Vectors, "vector")} of input channels in registers");

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        BufferLayout.ChannelsLast(shape, border.Union(Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal)));

    public override void Lower(NodeLowering node) => ConvolutionInputScatterLowering.Lower(node, this);
}
