using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Algorithms.Pooling;

/// <summary>The gradient of a global average, written to every pixel.</summary>
internal sealed record GlobalAveragePoolGradientLoop : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is GlobalAveragePoolGradient ? new GlobalAveragePoolGradientLoop() : null;

    public override string Describe() => "one pass over all pixels";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0).Spread(node.Node.Shape), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        float share = 1f / (node.Node.Shape.Height * node.Node.Shape.Width);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector(
            "dInput", at[1], new Binary(BinaryOperation.Multiply, new LoadVector("dOutput", at[0]), new Splat(share)), count)));
        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dInput[ih, iw, c] = dOutput[c] / pixels"));
    }
}
