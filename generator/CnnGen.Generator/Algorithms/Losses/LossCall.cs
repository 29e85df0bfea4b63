using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Algorithms.Losses;

/// <summary>A loss and the gradient of what it reads, by the library: its length is the only thing to know.</summary>
internal sealed record LossCall(Loss Loss) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Loss loss ? new LossCall(loss) : null;

    public override string Describe() => "by the library, which needs to know no more than the length";

    public override void Lower(NodeLowering node) => LossLowering.Lower(node, Loss);
}
