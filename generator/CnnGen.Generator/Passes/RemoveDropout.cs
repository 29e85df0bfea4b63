using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Passes;

/// <summary>Inference: dropout does nothing. After: no dropout.</summary>
internal static class RemoveDropout
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        if (rewriter.Old(i).Operator is not Dropout)
        {
            return false;
        }

        rewriter.Drop(i);
        return true;
    });
}
