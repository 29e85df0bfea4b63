using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>An activation that no other layer computes in passing.</summary>
internal sealed record ActivationLoop(Activation Activation) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Activation activation ? new ActivationLoop(activation) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => ElementwiseLowering.Lower(node, ["input"], "out = f(in), value by value", x => Activation.Value(x[0]));
}
