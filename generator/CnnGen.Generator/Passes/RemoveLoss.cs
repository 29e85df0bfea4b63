using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Passes;

/// <summary>Inference: nobody asks for the losses. Before: they are the last nodes. After: no loss; auxiliary heads are read by nobody.</summary>
internal static class RemoveLoss
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.IsTrainable)
        {
            return graph;
        }

        Node[] nodes = new Node[graph.Nodes.Count - graph.Losses.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = graph.Nodes[i];
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes), Losses = [] };
    }
}
