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
            int pool = node.Operator is MaxPoolGradient ? node.Inputs[0] : -1;
            if (pool >= 0 && nodes[pool].Operator is ExtremumPool extremum)
            {
                nodes[pool] = nodes[pool] with { Operator = extremum with { KeepsArgMax = true } };
            }
        }

        return graph with { Nodes = new EquatableArray<Node>(nodes) };
    }
}
