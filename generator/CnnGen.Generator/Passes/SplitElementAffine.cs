using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Passes;

/// <summary>
/// A layer norm over the image becomes the normalisation and what is done to each value afterwards, so that the loops of group norms serve it.
/// Before: a graph without backward pass. After: no layer norm over the image has weights.
/// </summary>
internal static class SplitElementAffine
{
    public static NetworkGraph Run(NetworkGraph graph) => new GraphRewriter(graph).Run((rewriter, i) =>
    {
        Node node = rewriter.Old(i);
        if (node.Operator is not ImageLayerNorm { Affine: true } norm)
        {
            return false;
        }

        rewriter.KeepOver(i, new ElementAffine(), node with { Name = node.Name + " normalised", Operator = norm with { Affine = false }, Parameters = [] });
        return true;
    });
}
