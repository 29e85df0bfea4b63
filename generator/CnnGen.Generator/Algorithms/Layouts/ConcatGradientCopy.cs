using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The gradient of one operand of a concatenation, copied out of its part of the axis.</summary>
internal sealed record ConcatGradientCopy(Axis Axis, int First) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ConcatGradient gradient ? new ConcatGradientCopy(gradient.Axis, gradient.First) : null;

    public override string Describe() => "copied" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        string place = Axis switch
        {
            Axis.Rows => FormattableString.Invariant($"{First} + oh, ow, c"),
            Axis.Columns => FormattableString.Invariant($"oh, {First} + ow, c"),
            _ => FormattableString.Invariant($"oh, ow, {First} + c"),
        };
        CopyRuns.Lower(node, 0, ConcatCopy.Part(node.InputLayout(0), Axis, First, node.Node.Shape), node.OutputLayout, $"dInput[oh, ow, c] = dOutput[{place}]");
    }
}
