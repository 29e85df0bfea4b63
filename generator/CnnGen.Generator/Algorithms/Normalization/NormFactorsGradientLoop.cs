using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>The gradient of the input of a batch norm that is frozen: the factor of each channel again.</summary>
internal sealed record NormFactorsGradientLoop(FrozenBatchNormGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FrozenBatchNormGradient gradient ? new NormFactorsGradientLoop(gradient) : null;

    public override string Describe() => "one pass over all values; factors are made when the weights are packed";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        int channels = node.Node.Shape.Channels;
        int factors = node.ReservePacked(channels);
        node.PackNormFactors(Operator.Norm, Operator.Layer, Operator.Tensors, factors, node.ReservePacked(channels));
        LoopBuilder b = new();
        ElementRuns runs = ElementRuns.Of(node.Node.Shape, node.InputLayout(0), BufferLayout.EveryPixel(node.Node.Shape), node.OutputLayout);
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) => b.Add(new StoreVector(
            "dInput", at[2], new Binary(BinaryOperation.Multiply, new LoadVector("dOutput", at[0]), new LoadVector("factors", at[1])), count)));
        KernelSignature signature = new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("factors", new RegionArgument(Region.Packed, factors, 0))
            .Floats("dInput", node.Output());
        if (node.InputLayout(0) == node.OutputLayout)
        {
            signature.MayOverwrite("dOutput");
        }

        signature.Call(node, lanes, b, LayerComments.Of(node, "dIn = dOut · γ[c]/√(σ²[c] + ε)"));
    }
}
