using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>A factor for each channel, and a summand where it has one.</summary>
internal sealed record ScaleLoop(bool HasBias) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is Scale scale ? new ScaleLoop(scale.HasBias) : null;

    public override string Describe() => "one pass over all values";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        ElementRuns runs = ElementRuns.Of(node, node.Node.Shape, node.InputLayout(0), BufferLayout.EveryPixel(node.Node.Shape), node.OutputLayout);
        LoopBuilder b = runs.Builder();
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            LoadVector x = new("input", at[0]);
            LoadVector factor = new("factors", at[1]);
            b.Add(new StoreVector(
                "output",
                at[2],
                HasBias ? new MultiplyAdd(x, factor, new LoadVector("summands", at[1])) : new Binary(BinaryOperation.Multiply, x, factor),
                count));
        });
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("factors", node.Packed(node.Node.Parameters[0]));
        if (HasBias)
        {
            signature.Floats("summands", node.Packed(node.Node.Parameters[1]));
        }

        signature.Floats("output", node.Output());
        if (node.InputLayout(0) == node.OutputLayout)
        {
            signature.MayOverwrite("input");
        }

        signature.WithTasks(node, runs.Tasks).Call(node, lanes, b, LayerComments.Of(node, "out[oh, ow, c] = weight[c] · in" + (HasBias ? " + bias[c]" : "")));
    }
}

/// <summary>The gradients of its input, factors and summands in one pass for each tile of channels, whose sums stay in registers.</summary>
internal sealed record ScaleGradientLoop(ScaleGradient Operator) : Algorithm
{
    // Each has two sums and a factor in registers, an input and a gradient.
    private const int Vectors = 2;

    private bool HasBias => Operator.Tensors.Count > 1;

    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ScaleGradient gradient ? new ScaleGradientLoop(gradient) : null;

    public override string Describe() => "one pass over all values; sums over the pixels in registers; needs the input of the layer";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        int lanes = node.Target.LanesFor(node.Node.Shape.Channels);
        foreach (ChannelTiles run in ChannelTiles.Cut(node.Node.Shape.Channels, lanes, Vectors))
        {
            b.For("tile", run.Count, tile => b.Scope(() => Tile(b, node, run, (tile * (run.Vectors * lanes)) + run.FirstChannel, lanes)));
        }

        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("factors", node.Packed(Operator.Tensors[0]))
            .Floats("dWeight", node.GradientOf(Operator.Tensors[0]));
        if (HasBias)
        {
            signature.Floats("dBias", node.GradientOf(Operator.Tensors[1]));
        }

        signature
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dIn = weight[c] · dOut, dWeight[c] += Σ in · dOut" + (HasBias ? ", dBias[c] += Σ dOut" : "")));
    }

    private void Tile(LoopBuilder b, NodeLowering node, ChannelTiles run, IndexExpression channel, int lanes)
    {
        Local[] factors = b.Series("factor", run.Vectors, v => new LoadVector("factors", channel + (v * lanes)));
        Local[] products = b.Series("product", run.Vectors, v => new LoadVector("dWeight", channel + (v * lanes)));
        Local[] sums = HasBias ? b.Series("sum", run.Vectors, v => new LoadVector("dBias", channel + (v * lanes))) : [];
        b.For("oh", node.Node.Shape.Height, oh => b.For("ow", node.Node.Shape.Width, ow => b.Scope(() =>
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                IndexExpression c = channel + (v * lanes);
                Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", node.InputLayout(1).At(oh, ow, c)), v);
                b.Assign(products[v], new MultiplyAdd(new LoadVector("input", node.InputLayout(0).At(oh, ow, c)), g, products[v]));
                if (HasBias)
                {
                    b.Assign(sums[v], new Binary(BinaryOperation.Add, sums[v], g));
                }

                b.Add(new StoreVector("dInput", node.OutputLayout.At(oh, ow, c), new Binary(BinaryOperation.Multiply, g, factors[v]), run.Lanes(v, lanes)));
            }
        })));
        for (int v = 0; v < run.Vectors; v++)
        {
            b.Add(new StoreVector("dWeight", channel + (v * lanes), products[v], run.Lanes(v, lanes)));
            if (HasBias)
            {
                b.Add(new StoreVector("dBias", channel + (v * lanes), sums[v], run.Lanes(v, lanes)));
            }
        }
    }
}
