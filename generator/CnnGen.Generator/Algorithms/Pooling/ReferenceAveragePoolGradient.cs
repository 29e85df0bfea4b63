using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The gradient of average pooling for every window and layout: plain loops that test each tap.</summary>
internal sealed record ReferenceAveragePoolGradient(AveragePool Pool) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AveragePoolGradient gradient ? new ReferenceAveragePoolGradient(gradient.Pool) : null;

    public override bool IsReference => true;

    public override string Describe() => "plain loops, each tap tested for padding";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override void Lower(NodeLowering node) => ReferencePoolGradientLowering.LowerMean(node, Pool);
}
