using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>Pooling for every window and layout: plain loops that test each tap.</summary>
internal sealed record ReferencePool(WindowPool Pool) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is WindowPool pool ? new ReferencePool(pool) : null;

    public override bool IsReference => true;

    public override string Describe() => "plain loops, each tap tested for padding";

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => ReferencePoolLowering.Lower(node, Pool);
}
