using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>
/// An image's mean and sum of squared distances to it, channel by channel: two passes over the image, which lose nothing where the mean is large.
/// </summary>
internal sealed record ImageStatistics(ChannelSumTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is BatchStatistics
        ? new ImageStatistics(ChannelSumTile.Choose(context.InputShape(0).Channels, context.InputShape(0).Width, 1, context.Target))
        : null;

    public override string Describe() => $"two passes, {Tile}; rows are summed first, then their sums, and images in double precision";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => BatchNormSumsLowering.LowerStatistics(node, Tile);
}

/// <summary>The normalisation by the statistics of the batch.</summary>
internal sealed record BatchNormalizationLoop(BatchNormalization Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is BatchNormalization norm ? new BatchNormalizationLoop(norm) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => BatchNormLoopsLowering.LowerForward(node, Operator);
}

/// <summary>An image's share of the gradients of γ and β.</summary>
internal sealed record BatchNormGradientSums(BatchNormWeightGradient Operator, ChannelSumTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is BatchNormWeightGradient gradient
        ? new BatchNormGradientSums(gradient, ChannelSumTile.Choose(context.InputShape(0).Channels, context.InputShape(0).Width, 2, context.Target))
        : null;

    public override string Describe() => $"one pass, {Tile}; rows are summed first, then their sums, and images in double precision";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => BatchNormSumsLowering.LowerGradients(node, Operator, Tile);
}

/// <summary>The gradient of a batch norm's input.</summary>
internal sealed record BatchNormInputGradientLoop(BatchNormInputGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is BatchNormInputGradient gradient ? new BatchNormInputGradientLoop(gradient) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => BatchNormLoopsLowering.LowerInputGradient(node, Operator);
}
