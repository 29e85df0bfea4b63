using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Graph;

/// <summary>A bias that only a batch norm reads is subtracted again with the mean.</summary>
internal static class RedundantBiasRule
{
    /// <summary>Reports the biases of a graph that is all right.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="layerOf">The layer that declares a node, or −1.</param>
    /// <param name="problems">Takes advice.</param>
    public static void Report(NetworkGraph graph, Func<int, int> layerOf, List<Problem> problems)
    {
        foreach (Node norm in graph.Nodes.Where(node => node.Operator is BatchNorm))
        {
            int producer = norm.Inputs[0];
            Node layer = graph.Nodes[producer];
            if (layer.Operator is Convolution { HasBias: true } or Dense { HasBias: true } && graph.Nodes.Count(node => node.Inputs.Contains(producer)) == 1)
            {
                problems.Add(new Problem(DiagnosticIds.RedundantBias, layerOf(producer), "Bias", [layer.Name, norm.Name]));
            }
        }
    }
}
