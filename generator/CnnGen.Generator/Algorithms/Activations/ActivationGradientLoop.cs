using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>The gradient of an activation that no other layer computes in passing.</summary>
internal sealed record ActivationGradientLoop(Activation Activation) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ActivationGradient gradient ? new ActivationGradientLoop(gradient.Activation) : null;

    public override string Describe() =>
        Activation.GradientReadsInput
            ? "one pass over all values; needs the input of the layer"
            : "one pass over all values; needs the output of the layer, not its input";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        (string kept, string formula) = Activation.GradientReadsInput ? ("input", "") : ("y", ", with f′ from y = f(in)");
        ElementwiseLowering.Lower(node, [kept, "dOutput"], "dInput = f′(in) · dOutput" + formula, x => Activation.Gradient(x[0], x[1]));
    }
}
