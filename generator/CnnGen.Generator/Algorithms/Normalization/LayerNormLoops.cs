using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Layer norm of each pixel, with vectors along its channels, which stay in the first cache between the passes.</summary>
internal sealed record LayerNormLoops(LayerNorm Norm) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is LayerNorm norm ? new LayerNormLoops(norm) : null;

    public override string Describe() => "pixel by pixel: the mean of its channels, their squared distances to it, then all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => LayerNormLowering.Forward(node, Norm);
}

/// <summary>The gradients of its input and of its weights in one pass over the pixels; rows are summed first, then their sums, which rounds less.</summary>
internal sealed record LayerNormGradientLoops(LayerNormGradient Gradient) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is LayerNormGradient gradient ? new LayerNormGradientLoops(gradient) : null;

    public override string Describe() => "pixel by pixel; mean and deviation are computed again from the input of the layer, which it needs";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => LayerNormLowering.Backward(node, Gradient);
}
