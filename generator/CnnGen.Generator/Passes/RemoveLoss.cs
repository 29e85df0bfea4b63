using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Passes;

/// <summary>Inference: nobody asks for the loss. Before: the loss is the last node. After: no loss.</summary>
internal static class RemoveLoss
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        if (!graph.IsTrainable)
        {
            return graph;
        }

        Node[] nodes = new Node[graph.Nodes.Count - 1];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = graph.Nodes[i];
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes), Loss = -1 };
    }
}
