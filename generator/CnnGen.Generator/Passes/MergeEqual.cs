using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Inference: what two branches compute alike is computed once, such as the same pool of the same value.
/// Before: any graph. After: no two nodes without parameters apply the same operator to the same values; results of the network stay apart.
/// </summary>
internal static class MergeEqual
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        Dictionary<(Operator, string), int> known = [];
        return new GraphRewriter(graph).Run((rewriter, i) =>
        {
            Node node = rewriter.Old(i);
            if (node.Parameters.Count > 0 || node.Inputs.Count == 0 || graph.IsResult(i))
            {
                return false;
            }

            (Operator, string) key = (node.Operator, string.Join(",", node.Inputs.Select(rewriter.NewIndex)));
            if (known.TryGetValue(key, out int equal))
            {
                rewriter.Replace(i, equal);
                return true;
            }

            known.Add(key, i);
            return false;
        });
    }
}
