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
            if (node.Operator is not InputOperator && (node.Inputs.Count == 0 || node.Operator.OutputShape(graph.InputShapes(node)) != node.Shape))
            {
                return $"{node.Name} has the shape {node.Shape}, which its shape rule does not give.";
            }

            if (node.Operator is Loss != graph.IsLoss(i))
            {
                return $"{node.Name} is a loss, but not one of the graph's, or the other way round.";
            }
        }

        return CheckEnds(graph);
    }

    private static string? CheckEnds(NetworkGraph graph)
    {
        foreach (NetworkOutput output in graph.Outputs)
        {
            bool isActivated = output.Value != output.Logits;
            Node value = graph.Nodes[output.Value];
            if (isActivated ? value.Operator is not (Softmax or Sigmoid) || value.Inputs[0] != output.Logits : value.Operator is Softmax)
            {
                return $"The logits of {output.Name} are not what it is computed from.";
            }
        }

        for (int i = 0; i < graph.Losses.Count; i++)
        {
            Node loss = graph.Nodes[graph.Losses[i]];
            if (loss.Operator is not Loss { ReadsLogits: var readsLogits }
                || loss.Inputs.Count != 1
                || graph.Losses[i] != graph.Nodes.Count - graph.Losses.Count + i)
            {
                return $"{loss.Name} is not one of the losses at the end.";
            }

            if (readsLogits && graph.Outputs.Any(output => output.Value == loss.Inputs[0] && output.Logits != output.Value))
            {
                return $"{loss.Name} reads what an activation has made of the logits.";
            }
        }

        return null;
    }
}
