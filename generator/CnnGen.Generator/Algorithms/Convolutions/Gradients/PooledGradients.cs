using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The weight gradient of a convolution under max pooling: walks the winners, and adds the window each one saw.</summary>
internal sealed record ArgMaxWeightGradient(PooledWeightGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PooledWeightGradient gradient ? new ArgMaxWeightGradient(gradient) : null;

    public override string Describe() => "winners only, their windows times the gradient";

    public override Border InputBorder(int input) =>
        input == 0 ? Border.Of(Operator.Fused.Convolution.Vertical, Operator.Fused.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 ? layout.IsChannelsLast : layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => ArgMaxWeightGradientLowering.Lower(node, this);
}

/// <summary>The input gradient of a convolution under max pooling: each pooled pixel adds one patch, the sum over its channels of shifted kernels.</summary>
internal sealed record ArgMaxInputGradient(PooledInputGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PooledInputGradient gradient ? new ArgMaxInputGradient(gradient) : null;

    public override string Describe() => "winners only, kernels shifted to the winner's place and summed in registers";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        BufferLayout.ChannelsLast(shape, border.Union(Border.Of(Operator.Fused.Convolution.Vertical, Operator.Fused.Convolution.Horizontal)));

    public override void Lower(NodeLowering node) => ArgMaxInputGradientLowering.Lower(node, this);
}
