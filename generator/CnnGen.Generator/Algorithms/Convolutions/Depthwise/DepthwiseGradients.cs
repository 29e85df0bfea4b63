using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>The weight gradient of a depthwise convolution: the sums of a window's weights stay in registers over all pixels.</summary>
internal sealed record DepthwiseWeightGradient(ConvolutionWeightGradient Operator, DepthwiseTile Tile, int Rows) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not ConvolutionWeightGradient { Convolution: var convolution } gradient
            || DepthwiseTile.TryChoose(convolution, context.InputShape(0).Channels, context.Target) is not { } tile)
        {
            return null;
        }

        int row = convolution.Horizontal.F * tile.Vectors;
        int rows = Math.Max(1, Math.Min(convolution.Vertical.F, (context.Target.Registers - DepthwiseTile.OtherRegisters - tile.Vectors) / row));
        return new DepthwiseWeightGradient(gradient, tile, rows);
    }

    public override string Describe() =>
        FormattableString.Invariant(
            $"depthwise, the sums of {Rows}×{Operator.Convolution.Horizontal.F} weights × {Tile.Vectors * Tile.Lanes} channels in registers");

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => DepthwiseWeightGradientLowering.Lower(node, this);
}

/// <summary>The input gradient of a depthwise convolution: each output's gradient times its weights, added to the window it came from.</summary>
internal sealed record DepthwiseInputGradient(ConvolutionInputGradient Operator, DepthwiseTile Tile) : Algorithm
{
    /// <summary>Several filters a channel would have to be summed across lanes; the kernel for groups serves them.</summary>
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ConvolutionInputGradient { Convolution: { GroupFilters: 1 } convolution } gradient
        && DepthwiseTile.TryChoose(convolution, context.Node.Shape.Channels, context.Target) is { } tile
            ? new DepthwiseInputGradient(gradient, tile)
            : null;

    public override string Describe() => $"depthwise, scattered, {Tile}";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesBorder => true;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        BufferLayout.ChannelsLast(shape, border.Union(Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal)));

    public override void Lower(NodeLowering node) => DepthwiseInputGradientLowering.Lower(node, this);
}
