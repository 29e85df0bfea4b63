using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Drops what nobody reads: in inference all but what the output and the logits need, in training all but what the losses and the gradients
/// of the parameters need (a softmax before its own loss, for one). After: every node is read, is a result or has an effect.
/// </summary>
internal static class RemoveUnread
{
    public static NetworkGraph Run(NetworkGraph graph, bool isTraining)
    {
        bool[] read = new bool[graph.Nodes.Count];
        for (int i = read.Length - 1; i >= 0; i--)
        {
            read[i] |= isTraining ? graph.IsLoss(i) || graph.Nodes[i].Operator is IParameterGradient : graph.IsResult(i);
            read[i] |= graph.Nodes[i].Operator is InputOperator or RecordedOperator;
            foreach (int input in graph.Nodes[i].Inputs)
            {
                read[input] |= read[i];
            }
        }

        return new GraphRewriter(graph).Run((rewriter, i) =>
        {
            if (!read[i])
            {
                rewriter.Drop(i);
            }

            return !read[i];
        });
    }
}
