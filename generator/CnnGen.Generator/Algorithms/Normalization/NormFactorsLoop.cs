using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>A batch norm with running averages that no convolution took: a factor and a summand for each channel.</summary>
internal sealed record NormFactorsLoop(FusedBatchNorm Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is FusedBatchNorm norm ? new NormFactorsLoop(norm) : null;

    public override string Describe() => "one pass over all values; factors and summands are made when the weights are packed";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => NormFactorsLowering.Lower(node, Operator);
}
