using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The gradient of max or min pooling for every window and layout: each output adds its gradient to its winner.</summary>
internal sealed record MaxPoolGradientScatter(ExtremumPool Pool) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is MaxPoolGradient gradient ? new MaxPoolGradientScatter(gradient.Pool) : null;

    public override bool IsReference => true;

    public override string Describe() => "each output adds its gradient to its winner";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override void Lower(NodeLowering node) => ReferencePoolGradientLowering.LowerArgMax(node, Pool);
}
