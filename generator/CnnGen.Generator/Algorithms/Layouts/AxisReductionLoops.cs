using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Shapes;

namespace CnnGen.Generator.Algorithms.Layouts;

/// <summary>Sums along an axis: vectors of channels are added up, or the channels of a pixel are.</summary>
internal sealed record AxisReductionLoops(AxisReduction Reduction) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is AxisReduction reduction ? new AxisReductionLoops(reduction) : null;

    public override string Describe() =>
        Reduction.Axis == Axis.Channels ? "the lanes of a sum of vectors are added for each pixel" : "vectors of channels are added up in registers";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        TensorShape shape = node.InputShape(0);
        (BufferLayout input, BufferLayout output) = (node.InputLayout(0), node.OutputLayout);
        int lanes = node.Target.LanesFor(shape.Channels);
        int whole = shape.Channels / lanes * lanes;
        if (Reduction.Axis == Axis.Channels)
        {
            b.For("oh", shape.Height, oh => b.For("ow", shape.Width, ow => b.Scope(() =>
            {
                Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
                b.For("c", whole, c => Accumulate(b, sum, new LoadVector("input", input.At(oh, ow, c))), lanes);
                if (whole < shape.Channels)
                {
                    Accumulate(b, sum, new FirstLanes(new LoadVector("input", input.At(oh, ow, whole)), shape.Channels - whole, 0f));
                }

                b.Add(new StoreElement("output", output.At(oh, ow, 0), new Call(Function.SumOfLanes, Scaled(sum, shape))));
            })));
        }
        else
        {
            bool overRows = Reduction.Axis == Axis.Rows;
            int kept = overRows ? shape.Width : shape.Height;
            void Sum(IndexExpression at, IndexExpression c, int count) => b.Scope(() =>
            {
                Local sum = b.Declare("sum", LocalType.Vector, new Splat(0f));
                b.For(overRows ? "ih" : "iw", overRows ? shape.Height : shape.Width, along =>
                    Accumulate(b, sum, new LoadVector("input", overRows ? input.At(along, at, c) : input.At(at, along, c))));
                b.Add(new StoreVector("output", overRows ? output.At(0, at, c) : output.At(at, 0, c), Scaled(sum, shape), count));
            });
            b.For(overRows ? "ow" : "oh", kept, at =>
            {
                b.For("c", whole, c => Sum(at, c, lanes), lanes);
                if (whole < shape.Channels)
                {
                    Sum(at, whole, shape.Channels - whole);
                }
            });
        }

        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, $"out = {(Reduction.IsMean ? "mean" : "Σ")} of in over {Reduction.Axis.Text()}"));
    }

    private Expression Scaled(Expression sum, TensorShape shape) =>
        Reduction.IsMean ? new Binary(BinaryOperation.Multiply, sum, new Splat(Reduction.Factor(shape))) : sum;

    private static void Accumulate(LoopBuilder b, Local sum, Expression value) => b.Assign(sum, new Binary(BinaryOperation.Add, sum, value));
}

/// <summary>Its gradient: that of a sum for each of its summands.</summary>
internal sealed record AxisReductionGradientLoops(AxisReduction Reduction) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is AxisReductionGradient gradient ? new AxisReductionGradientLoops(gradient.Reduction) : null;

    public override string Describe() => "one pass over all gradients of the input";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        (BufferLayout dOutput, BufferLayout dInput) = (node.InputLayout(0), node.OutputLayout);
        int lanes = node.Target.LanesFor(shape.Channels);
        if (Reduction.Axis == Axis.Channels)
        {
            int whole = shape.Channels / lanes * lanes;
            b.For("ih", shape.Height, ih => b.For("iw", shape.Width, iw => b.Scope(() =>
            {
                Local g = b.Declare("g", LocalType.Vector, Scaled(new Splat(new LoadElement("dOutput", dOutput.At(ih, iw, 0))), shape));
                b.For("c", whole, c => b.Add(new StoreVector("dInput", dInput.At(ih, iw, c), g, lanes)), lanes);
                if (whole < shape.Channels)
                {
                    b.Add(new StoreVector("dInput", dInput.At(ih, iw, whole), g, shape.Channels - whole));
                }
            })));
        }
        else
        {
            BufferLayout spread = Reduction.Axis == Axis.Rows ? dOutput with { Shape = shape, RowStride = 0 } : dOutput with { Shape = shape, PixelStride = 0 };
            ElementRuns runs = ElementRuns.Of(shape, spread, dInput);
            lanes = node.Target.LanesFor(runs.RunLength);
            runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector("dInput", at[1], Scaled(new LoadVector("dOutput", at[0]), shape), count)));
        }

        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, $"dIn = dOut{(Reduction.IsMean ? $" / {Model.Numerals.Plain(shape.Along(Reduction.Axis))}" : "")}"));
    }

    private Expression Scaled(Expression gradient, TensorShape shape) =>
        Reduction.IsMean ? new Binary(BinaryOperation.Multiply, gradient, new Splat(Reduction.Factor(shape))) : gradient;
}
