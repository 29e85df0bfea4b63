using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Operands behind each other along the channels: those that were not written there by their producers are copied.</summary>
internal sealed record ConcatCopy : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Concat ? new ConcatCopy() : null;

    public override string Describe() => "each operand copied to its channels" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        int channel = 0;
        for (int input = 0; input < node.Node.Inputs.Count; input++)
        {
            TensorShape shape = node.InputShape(input);
            if (!node.IsInPlace(input))
            {
                CopyRuns.Lower(
                    node,
                    input,
                    node.InputLayout(input),
                    node.OutputLayout.Channels(channel, shape.Channels),
                    FormattableString.Invariant($"out[oh, ow, {channel} + c] = {node.InputNode(input).Name}[oh, ow, c], c < {shape.Channels}"));
            }

            channel += shape.Channels;
        }
    }
}
