using CnnGen.Generator.Ir;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Operands behind each other along an axis: those that were not written there by their producers are copied.</summary>
internal sealed record ConcatCopy(Axis Axis) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Concat concat ? new ConcatCopy(concat.Axis) : null;

    public override string Describe() => $"each operand copied to its {Axis.Text()}" + Unrolling;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        int first = 0;
        for (int input = 0; input < node.Node.Inputs.Count; input++)
        {
            TensorShape shape = node.InputShape(input);
            if (!node.IsInPlace(input))
            {
                CopyRuns.Lower(
                    node,
                    input,
                    node.InputLayout(input),
                    Part(node.OutputLayout, Axis, first, shape),
                    Formula(node.InputNode(input).Name, first, shape));
            }

            first += shape.Along(Axis);
        }
    }

    /// <summary>Where an operand stands among the others.</summary>
    public static BufferLayout Part(BufferLayout joined, Axis axis, int first, TensorShape shape) => axis switch
    {
        Axis.Rows => joined.Rectangle(first, 0, shape),
        Axis.Columns => joined.Rectangle(0, first, shape),
        _ => joined.Channels(first, shape.Channels),
    };

    private string Formula(string operand, int first, TensorShape shape) => Axis switch
    {
        Axis.Rows => FormattableString.Invariant($"out[{first} + oh, ow, c] = {operand}[oh, ow, c], oh < {shape.Height}"),
        Axis.Columns => FormattableString.Invariant($"out[oh, {first} + ow, c] = {operand}[oh, ow, c], ow < {shape.Width}"),
        _ => FormattableString.Invariant($"out[oh, ow, {first} + c] = {operand}[oh, ow, c], c < {shape.Channels}"),
    };
}
