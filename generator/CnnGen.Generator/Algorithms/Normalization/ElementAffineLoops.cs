using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>A weight and a bias for each value, packed as the values stand.</summary>
internal sealed record ElementAffineLoop : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is ElementAffine ? new ElementAffineLoop() : null;

    public override string Describe() => "one pass over all values; weights are packed with channels last";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        ElementRuns runs = ElementRuns.Of(shape, node.InputLayout(0), BufferLayout.ChannelsLast(shape, default), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector(
            "output", at[2], new MultiplyAdd(new LoadVector("input", at[0]), new LoadVector("weight", at[1]), new LoadVector("bias", at[1])), count)));
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("weight", Packed(node, node.Node.Parameters[0]))
            .Floats("bias", Packed(node, node.Node.Parameters[1]))
            .Floats("output", node.Output());
        if (node.InputLayout(0) == node.OutputLayout)
        {
            signature.MayOverwrite("input");
        }

        signature.Call(node, lanes, b, LayerComments.Of(node, "out[h, w, c] = in[h, w, c] · weight[c, h, w] + bias[c, h, w]"));
    }

    /// <summary>A tensor [c, h, w] among the packed weights as [h, w, c].</summary>
    public static RegionArgument Packed(NodeLowering node, ParameterSpec tensor)
    {
        int packed = node.ReservePacked(tensor.Length);
        node.Pack(Step(node, tensor, packed));
        return new RegionArgument(Region.Packed, packed, 0);
    }

    /// <summary>Between [c, h, w] and [h, w, c].</summary>
    public static PackStep Step(NodeLowering node, ParameterSpec tensor, int packed)
    {
        (int c, int h, int w) = (tensor.Shape[0], tensor.Shape[1], tensor.Shape[2]);
        return new PackStep($"{tensor.Name} as [h, w, c]", node.Parameter(tensor), packed, [h, w, c], [w, 1, h * w], [w * c, c, 1]);
    }
}

/// <summary>Its gradients in one pass; those of the weights are summed as the values stand.</summary>
internal sealed record ElementAffineGradientLoop(ElementAffineGradient Gradient) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is ElementAffineGradient gradient ? new ElementAffineGradientLoop(gradient) : null;

    public override string Describe() => "one pass over all values; needs the input of the layer";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        TensorShape shape = node.Node.Shape;
        ElementRuns runs = ElementRuns.Of(shape, node.InputLayout(0), node.InputLayout(1), BufferLayout.ChannelsLast(shape, default), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            Local g = b.Declare("g", LocalType.Vector, new LoadVector("dOutput", at[1]));
            b.Add(new StoreVector("dWeight", at[2], new MultiplyAdd(g, new LoadVector("input", at[0]), new LoadVector("dWeight", at[2])), count));
            b.Add(new StoreVector("dBias", at[2], new Binary(BinaryOperation.Add, new LoadVector("dBias", at[2]), g), count));
            b.Add(new StoreVector("dInput", at[3], new Binary(BinaryOperation.Multiply, g, new LoadVector("weight", at[2])), count));
        });
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("weight", ElementAffineLoop.Packed(node, Gradient.Tensors[0]))
            .Floats("dWeight", Sums(node, Gradient.Tensors[0]))
            .Floats("dBias", Sums(node, Gradient.Tensors[1]))
            .Floats("dInput", node.Output())
            .Call(node, lanes, b, LayerComments.Of(node, "dIn = weight · dOut, dWeight += in · dOut, dBias += dOut"));
    }

    private static BufferArgument Sums(NodeLowering node, ParameterSpec tensor)
    {
        int sums = node.DefineSums($"{node.Node.Name} {tensor.Name}", tensor.Length);
        node.UnpackGradient(sums, ElementAffineLoop.Step(node, tensor, 0));
        return new BufferArgument(sums, 0);
    }
}
