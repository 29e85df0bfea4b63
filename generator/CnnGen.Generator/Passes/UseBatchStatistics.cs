using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Training: a batch norm becomes two nodes, the statistics of the batch and the normalisation by them.
/// Before: every batch norm is a fused one; the backward pass is not yet part of the graph. After: only frozen ones are left, which take running averages.
/// </summary>
internal static class UseBatchStatistics
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        if (node.Operator is not FusedBatchNorm norm || !node.Parameters.Any(parameter => parameter.IsTrainable))
        {
            return false;
        }

        Node statistics = node with
        {
            Name = node.Name + " statistics",
            Operator = new BatchStatistics(node.Name, norm.Norm, node.Parameters),
            Shape = TensorShape.Vector(0),
            Parameters = [],
        };
        rewriter.KeepBehind(i, new BatchNormalization(norm.Norm, norm.Activation), statistics);
        return true;
    });
}
