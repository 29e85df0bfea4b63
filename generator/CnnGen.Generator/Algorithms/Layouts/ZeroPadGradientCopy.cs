using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The gradient of zero padding, copied from inside it.</summary>
internal sealed record ZeroPadGradientCopy(ZeroPadGradient Pad) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ZeroPadGradient pad ? new ZeroPadGradientCopy(pad) : null;

    public override string Describe() => "copied" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => CopyRuns.Lower(
        node,
        0,
        node.InputLayout(0).Channels(Pad.ChannelsBefore, node.Node.Shape.Channels).Rectangle(Pad.Top, Pad.Left, node.Node.Shape),
        node.OutputLayout,
        FormattableString.Invariant($"dInput[ih, iw, c] = dOutput[{Pad.Top} + ih, {Pad.Left} + iw, {ZeroPadCopy.ChannelIndex(Pad.ChannelsBefore)}]"));
}
