using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The gradient of a flattened image as an image: a transpose of channels and pixels.</summary>
internal sealed record FlattenGradientCopy : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is FlattenGradient ? new FlattenGradientCopy() : null;

    public override string Describe() => "copied, channels last" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node) => CopyRuns.Lower(
        node,
        0,
        FlattenCopy.ChannelFirst(node.Node.Shape, node.InputLayout(0)),
        node.OutputLayout,
        "dInput[ih, iw, c] = dOutput[(c · H + ih) · W + iw]");
}
