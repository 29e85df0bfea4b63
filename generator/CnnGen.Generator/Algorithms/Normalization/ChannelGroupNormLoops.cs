using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Group norm and its kin: sums over the pixels channel by channel, sums of the channels of a group, then all values.</summary>
internal sealed record ChannelGroupNormLoops(ChannelGroupNorm Norm, ChannelSumTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ChannelGroupNorm norm
        ? new ChannelGroupNormLoops(norm, ChannelSumTile.Choose(context.Node.Shape.Channels, context.Node.Shape.Width, 1, context.Target))
        : null;

    public override string Describe() => $"mean, then squared distances to it, {Tile}, then all values; rows are summed first, then their sums";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => new ChannelGroupNormLowering(node, Norm, Tile).Forward();
}

/// <summary>The gradients of its input and of its weights.</summary>
internal sealed record ChannelGroupNormGradientLoops(ChannelGroupNormGradient Gradient, ChannelSumTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ChannelGroupNormGradient gradient
        ? new ChannelGroupNormGradientLoops(gradient, ChannelSumTile.Choose(context.Node.Shape.Channels, context.Node.Shape.Width, 2, context.Target))
        : null;

    public override string Describe() => $"statistics again, sums of gradients, {Tile}, then all values; needs the input of the layer";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => new ChannelGroupNormLowering(node, Gradient.Norm, Tile).Backward(Gradient);
}
