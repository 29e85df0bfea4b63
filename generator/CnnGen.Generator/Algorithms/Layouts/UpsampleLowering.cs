using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>The loops of <see cref="UpsampleLoops"/>: one kernel for each piece of the rows, one loop nest in it for each piece of the columns.</summary>
internal static class UpsampleLowering
{
    public static void Lower(NodeLowering node, UpsampleLoops algorithm, AxisSegment rows)
    {
        LoopBuilder b = new();
        BufferLayout input = node.InputLayout(0);
        int channels = node.Node.Shape.Channels;
        int lanes = node.Target.LanesFor(channels);
        foreach (AxisSegment columns in algorithm.Columns)
        {
            TensorShape shape = new(rows.Count, columns.Count, channels);
            BufferLayout from = input.Rectangle(0, 0, shape, rows.InputStep, columns.InputStep);
            BufferLayout to = node.OutputLayout.Rectangle(rows.First, columns.First, shape, rows.Step, columns.Step);
            ElementRuns runs = ElementRuns.Of(shape, from, to);
            runs.Loop(b, lanes, (at, count) => Output(b, input, rows, columns, at, count));
        }

        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, algorithm.Formula + "; " + Which(rows)));
    }

    private static void Output(LoopBuilder b, BufferLayout input, AxisSegment rows, AxisSegment columns, IndexExpression[] at, int count)
    {
        Local? sum = null;
        foreach (AxisTap row in rows.Taps)
        {
            foreach (AxisTap column in columns.Taps)
            {
                LoadVector value = new("input", at[0] + ((row.Index * input.RowStride) + (column.Index * input.PixelStride)));
                float weight = row.Weight * column.Weight;
                Expression scaled = weight == 1f ? value : new Binary(BinaryOperation.Multiply, value, new Splat(weight));
                if (sum is null)
                {
                    sum = b.Declare("sum", LocalType.Vector, scaled);
                }
                else
                {
                    b.Assign(sum, weight == 1f ? new Binary(BinaryOperation.Add, sum, value) : new MultiplyAdd(value, new Splat(weight), sum));
                }
            }
        }

        b.Add(new StoreVector("output", at[1], sum!, count));
    }

    private static string Which(AxisSegment rows) => rows.Count == 1
        ? FormattableString.Invariant($"row {rows.First}")
        : FormattableString.Invariant($"rows {rows.First}, {rows.First + rows.Step} … {rows.First + ((rows.Count - 1) * rows.Step)}");
}
