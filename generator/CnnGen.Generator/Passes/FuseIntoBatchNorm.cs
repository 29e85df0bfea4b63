using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Passes;

/// <summary>An activation after a batch norm is applied in the same pass over the values. After: every batch norm is a fused one.</summary>
internal static class FuseIntoBatchNorm
{
    public static NetworkGraph Run(NetworkGraph graph, bool isTraining) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        switch (node.Operator)
        {
            case BatchNorm norm:
                rewriter.Keep(i, new FusedBatchNorm(norm, null));
                return true;
            case Activation activation
                when !(isTraining && activation.GradientReadsInput)
                    && rewriter.IsInternal(node.Inputs[0])
                    && rewriter.New(node.Inputs[0]).Operator is FusedBatchNorm { Activation: null } fused:
                rewriter.MergeIntoProducer(i, fused with { Activation = activation });
                return true;
            default:
                return false;
        }
    });
}
