using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Gradients;

/// <summary>The gradient of a bias by itself: sums of some vectors of channels over all pixels.</summary>
internal sealed record ChannelSums(BiasGradient Operator) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) => context.Operator is BiasGradient gradient ? new ChannelSums(gradient) : null;

    public override string Describe() => "sums over the pixels in registers";

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override void Lower(NodeLowering node)
    {
        LoopBuilder b = new();
        BufferLayout dOutput = node.InputLayout(0);
        int lanes = node.Target.LanesFor(dOutput.Shape.Channels);
        PixelSums.Lower(b, lanes, dOutput);
        new KernelSignature()
            .Floats("dOutput", node.Input(0))
            .Floats("dBias", node.GradientOf(Operator.Bias))
            .Call(node, lanes, b, LayerComments.Of(node, "dBias[oc] += Σ dOut[oh, ow, oc]"));
    }
}
