namespace CnnGen.Generator.Ir;

/// <summary>What must hold for every graph, before and after every pass. Tests ask between passes.</summary>
internal static class GraphLegality
{
    /// <summary>Every rule that is broken, naming the node; empty for a legal graph.</summary>
    public static IEnumerable<string> Violations(NetworkGraph graph)
    {
        if (graph.Nodes.Count == 0 || graph.Nodes[0].Operator is not InputOperator)
        {
            yield return "Node 0 is not the input.";
            yield break;
        }

        HashSet<string> names = [];
        Dictionary<string, ParameterSpec> tensors = [];
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            if (!names.Add(node.Name))
            {
                yield return $"{node.Name}: a second node of this name.";
            }

            foreach (int input in node.Inputs)
            {
                if (input < 0 || input >= i)
                {
                    yield return FormattableString.Invariant($"{node.Name}: reads node {input}, which does not stand before it.");
                }
            }

            if (i > 0 && node.Operator is InputOperator && graph.Nodes[i - 1].Operator is not InputOperator)
            {
                yield return $"{node.Name}: an input behind other nodes.";
            }

            foreach (ParameterSpec tensor in node.Parameters)
            {
                // Layers may share a tensor, but not have another one of its name.
                if (!tensors.TryGetValue(tensor.Name, out ParameterSpec? known))
                {
                    tensors.Add(tensor.Name, tensor);
                }
                else if (known != tensor)
                {
                    yield return $"{node.Name}: a second tensor {tensor.Name}.";
                }
            }
        }

        foreach (NetworkOutput output in graph.Outputs)
        {
            foreach ((string what, int index) in new[] { ("output", output.Value), ("logits", output.Logits) })
            {
                if (index < 0 || index >= graph.Nodes.Count)
                {
                    yield return FormattableString.Invariant($"The {what} is node {index}, which does not exist.");
                }
            }
        }

        foreach (int loss in graph.Losses)
        {
            if (graph.Nodes[loss].Operator is not ILoss)
            {
                yield return $"{graph.Nodes[loss].Name}: the loss node is no loss.";
            }
        }
    }
}
