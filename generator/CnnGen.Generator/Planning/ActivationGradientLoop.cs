using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>The gradient of an activation that no other layer computes in passing.</summary>
internal sealed record ActivationGradientLoop(Activation Activation) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ActivationGradient gradient ? new ActivationGradientLoop(gradient.Activation) : null;

    public override string Describe() => "one pass over all values; needs the output of the layer, not its input";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) =>
        ElementwiseLowering.Lower(node, ["y", "dOutput"], "dInput = f′(in) · dOutput, with f′ from y = f(in)", x => Activation.Gradient(x[0], x[1]));
}
