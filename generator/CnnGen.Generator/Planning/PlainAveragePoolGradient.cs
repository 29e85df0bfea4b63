using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>The gradient of average pooling for every window and layout: plain loops that test each tap.</summary>
internal sealed record PlainAveragePoolGradient(AveragePool Pool) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AveragePoolGradient gradient ? new PlainAveragePoolGradient(gradient.Pool) : null;

    public override string Describe() => "plain loops, each tap tested for padding";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override void Lower(NodeLowering node) => PlainPoolGradientLowering.LowerMean(node, Pool);
}
