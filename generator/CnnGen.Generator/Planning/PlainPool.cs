using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Pooling for every window and layout: plain loops that test each tap.</summary>
internal sealed record PlainPool(WindowPool Pool) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is WindowPool pool ? new PlainPool(pool) : null;

    public override string Describe() => "plain loops, each tap tested for padding";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => PlainPoolLowering.Lower(node, Pool);
}
