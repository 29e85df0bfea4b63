using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Drops what nobody reads: in inference all but what the output and the logits need, in training all but what the loss and the gradients
/// of the parameters need (a softmax before its own loss, for one). After: every node is read, is a result or has an effect.
/// </summary>
internal static class RemoveUnread
{
    public static NetworkGraph Run(NetworkGraph graph, bool isTraining)
    {
        bool[] read = new bool[graph.Nodes.Count];
        read[0] = true;
        if (!isTraining)
        {
            read[graph.Output] = read[graph.Logits] = true;
        }

        for (int i = read.Length - 1; i >= 0; i--)
        {
            read[i] |= i == graph.Loss || graph.Nodes[i].Operator is IParameterGradient;
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
