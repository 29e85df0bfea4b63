using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Graph;

/// <summary>What holds for a graph as it was declared, beyond what holds for every graph: passes may change shapes and the order of the end.</summary>
internal static class GraphRules
{
    /// <summary>The first breach, in words, or null.</summary>
    public static string? FirstBreach(NetworkGraph graph)
    {
        if (GraphLegality.Violations(graph).FirstOrDefault() is { } violation)
        {
            return violation;
        }

        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            if (i > 0 && (node.Inputs.Count == 0 || node.Operator.OutputShape(graph.InputShapes(node)) != node.Shape))
            {
                return $"{node.Name} has the shape {node.Shape}, which its shape rule does not give.";
            }

            if (node.Operator is Loss && i != graph.Loss)
            {
                return $"{node.Name} is a loss, but not that of the graph.";
            }
        }

        return CheckEnds(graph);
    }

    private static string? CheckEnds(NetworkGraph graph)
    {
        if (graph.Nodes[graph.Output].Operator is Softmax ? graph.Logits != graph.Nodes[graph.Output].Inputs[0] : graph.Logits != graph.Output)
        {
            return "The logits are not what the output is computed from.";
        }

        if (graph.Loss >= 0)
        {
            Node loss = graph.Nodes[graph.Loss];
            if (loss.Operator is not Loss { IncludesSoftmax: var includesSoftmax } || loss.Inputs.Count != 1 || graph.Loss != graph.Nodes.Count - 1)
            {
                return $"{loss.Name} is not the one loss at the end.";
            }

            if (loss.Inputs[0] != (includesSoftmax ? graph.Logits : graph.Output))
            {
                return $"{loss.Name} reads neither the logits nor the output.";
            }
        }

        return null;
    }
}
