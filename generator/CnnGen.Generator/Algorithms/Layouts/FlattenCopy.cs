using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>An image as a vector in channel-first order: a transpose of pixels and channels.</summary>
internal sealed record FlattenCopy : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Flatten ? new FlattenCopy() : null;

    public override string Describe() => "copied, channels first" + Unrolling;

    // With channels first the rows are copied whole, so every layout is welcome.
    public override bool Accepts(int input, BufferLayout layout) => true;

    public override void Lower(NodeLowering node) => CopyRuns.Lower(
        node, 0, node.InputLayout(0), ChannelFirst(node.InputShape(0), node.OutputLayout), "out[(c · H + oh) · W + ow] = in[oh, ow, c]");

    /// <summary>The flattened vector, addressed as the image it came from.</summary>
    public static BufferLayout ChannelFirst(TensorShape image, BufferLayout vector) =>
        new(image, default, vector.Origin, image.Width, 1, image.Height * image.Width, vector.Length);
}
