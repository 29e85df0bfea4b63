using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Pooling;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Training: a pool whose gradient is computed remembers where each window's extremum was.
/// Before: the backward pass is part of the graph. After: every pool that a <see cref="MaxPoolGradient"/> reads keeps its winners.
/// </summary>
internal static class KeepPoolArgMax
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        Node[] nodes = [.. graph.Nodes];
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is MaxPoolGradient)
            {
                int pool = node.Inputs[0];
                nodes[pool] = nodes[pool] with { Operator = KeepingArgMax(nodes[pool].Operator) };
            }
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }

    private static Operator KeepingArgMax(Operator pool) => pool switch
    {
        MaxPool max => max with { KeepsArgMax = true },
        MinPool min => min with { KeepsArgMax = true },
        _ => pool,
    };
}
