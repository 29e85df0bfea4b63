using CnnGen.Generator.Algorithms.Elementwise;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>The loops of <see cref="NormFactorsLoop"/>.</summary>
internal static class NormFactorsLowering
{
    public static void Lower(NodeLowering node, FusedBatchNorm norm)
    {
        int channels = node.Node.Shape.Channels;
        int factors = node.ReservePacked(channels);
        int summands = node.ReservePacked(channels);
        node.PackNormFactors(norm.Norm, node.Node.Name, node.Node.Parameters, factors, summands);

        ElementRuns runs = ElementRuns.Of(node, node.Node.Shape, node.InputLayout(0), BufferLayout.EveryPixel(node.Node.Shape), node.OutputLayout);
        LoopBuilder b = runs.Builder();
        int lanes = node.Target.LanesFor(runs.RunLength);
        runs.Loop(b, lanes, (at, count) =>
        {
            Local x = b.Declare("x", LocalType.Vector, new LoadVector("input", at[0]));
            Local y = b.Declare("y", LocalType.Vector, new MultiplyAdd(x, new LoadVector("factors", at[1]), new LoadVector("summands", at[1])));
            b.Add(new StoreVector("output", at[2], norm.Activation?.Value(y) ?? y, count));
        });
        KernelSignature signature = new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("factors", new RegionArgument(Region.Packed, factors, 0))
            .Floats("summands", new RegionArgument(Region.Packed, summands, 0))
            .Floats("output", node.Output());
        if (node.InputLayout(0) == node.OutputLayout)
        {
            signature.MayOverwrite("input");
        }

        signature.WithTasks(node, runs.Tasks).Call(
            node, lanes, b, LayerComments.Of(node, "out = in · factor[c] + summand[c], factor = γ/√(σ² + ε), summand = β − μ · factor"));
    }
}
