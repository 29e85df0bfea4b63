using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Algorithms.Activations;

/// <summary>An activation with a slope for each channel.</summary>
internal sealed record PReluLoop : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PRelu ? new PReluLoop() : null;

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
            Local x = b.Declare("x", LocalType.Vector, new LoadVector("input", at[0]));
            Expression negative = new Binary(BinaryOperation.Multiply, x, new LoadVector("slopes", at[1]));
            b.Add(new StoreVector("output", at[2], new SelectGreater(x, new Splat(0f), x, negative), count));
        });
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("slopes", node.Packed(node.Node.Parameters[0]))
            .Floats("output", node.Output());
        if (node.InputLayout(0) == node.OutputLayout)
        {
            signature.MayOverwrite("input");
        }

        signature.WithTasks(node, runs.Tasks).Call(node, lanes, b, LayerComments.Of(node, "out[oh, ow, c] = in > 0 ? in : weight[c] · in"));
    }
}

/// <summary>The gradients of its input and of its slopes in one pass for each tile of channels, whose sums stay in registers.</summary>
internal sealed record PReluGradientLoop(PReluGradient Operator) : Algorithm
{
    // Each has a sum and a slope in registers, an input and a gradient.
    private const int Vectors = 2;

    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is PReluGradient gradient ? new PReluGradientLoop(gradient) : null;

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

        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("slopes", node.Packed(Operator.Weight))
            .Floats("dSlopes", node.GradientOf(Operator.Weight))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dIn = in > 0 ? dOut : weight[c] · dOut, dWeight[c] += Σ in · dOut over the pixels where in ≤ 0"));
    }

    private static void Tile(LoopBuilder b, NodeLowering node, ChannelTiles run, IndexExpression channel, int lanes)
    {
        Local[] slopes = b.Series("slope", run.Vectors, v => new LoadVector("slopes", channel + (v * lanes)));
        Local[] sums = b.Series("sum", run.Vectors, v => new LoadVector("dSlopes", channel + (v * lanes)));
        b.For("oh", node.Node.Shape.Height, oh => b.For("ow", node.Node.Shape.Width, ow => b.Scope(() =>
        {
            for (int v = 0; v < run.Vectors; v++)
            {
                IndexExpression c = channel + (v * lanes);
                Local x = b.Declare("x", LocalType.Vector, new LoadVector("input", node.InputLayout(0).At(oh, ow, c)), v);
                Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", node.InputLayout(1).At(oh, ow, c)), v);
                Expression product = new Binary(BinaryOperation.Multiply, x, g);
                b.Assign(sums[v], new Binary(BinaryOperation.Add, sums[v], new SelectGreater(x, new Splat(0f), new Splat(0f), product)));
                Expression negative = new Binary(BinaryOperation.Multiply, g, slopes[v]);
                b.Add(new StoreVector("dInput", node.OutputLayout.At(oh, ow, c), new SelectGreater(x, new Splat(0f), g, negative), run.Lanes(v, lanes)));
            }
        })));
        for (int v = 0; v < run.Vectors; v++)
        {
            b.Add(new StoreVector("dSlopes", channel + (v * lanes), sums[v], run.Lanes(v, lanes)));
        }
    }
}
