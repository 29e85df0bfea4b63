using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The gradient of one operand of a concatenation, copied out of its channels.</summary>
internal sealed record ConcatGradientCopy(int FirstChannel) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ConcatGradient gradient ? new ConcatGradientCopy(gradient.FirstChannel) : null;

    public override string Describe() => "copied" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => CopyRuns.Lower(
        node,
        0,
        node.InputLayout(0).Channels(FirstChannel, node.Node.Shape.Channels),
        node.OutputLayout,
        FormattableString.Invariant($"dInput[oh, ow, c] = dOutput[oh, ow, {FirstChannel} + c]"));
}
