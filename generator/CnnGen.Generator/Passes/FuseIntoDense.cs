using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Passes;

/// <summary>Training: the activation of a dense layer is applied while its sums are in registers. After: every dense layer is a fused one.</summary>
internal static class FuseIntoDense
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        switch (node.Operator)
        {
            case Dense dense:
                rewriter.Keep(i, new FusedDense(dense, null));
                return true;
            case Activation { GradientReadsInput: false, IsShort: true } activation
                when rewriter.IsInternal(node.Inputs[0]) && rewriter.New(node.Inputs[0]).Operator is FusedDense { Activation: null } fused:
                rewriter.MergeIntoProducer(i, fused with { Activation = activation });
                return true;
            default:
                return false;
        }
    });
}
