using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Passes;

/// <summary>
/// Inspection: every layer's value is recorded for the caller, and the gradient of what the caller gives for each output is begun.
/// Before: a declared network without losses and dropout. After: nothing is trained, so that batch norms take running averages; each value has one reader more,
/// so that none is fused away; there is a <see cref="GivenGradient"/> for each output.
/// </summary>
internal static class RecordLayers
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        int length = graph.Nodes.Sum(node => node.Shape.Length);
        int inputs = graph.Inputs.Count();
        int[] places = new int[graph.Nodes.Count];
        List<Node> nodes = [];
        int offset = 0;
        for (int i = 0; i < places.Length; i++)
        {
            Node node = graph.Nodes[i];
            places[i] = nodes.Count;
            nodes.Add(node with
            {
                Inputs = node.Inputs.Select(input => places[input]).ToEquatableArray(),
                Parameters = node.Parameters.Select(parameter => parameter with { IsFrozen = true }).ToEquatableArray(),
            });

            // Inputs stay in front of all other nodes.
            for (int recorded = i == inputs - 1 ? 0 : i; i >= inputs - 1 && recorded <= i; recorded++)
            {
                Node value = graph.Nodes[recorded];
                nodes.Add(
                    new Node(value.Name + " record", new RecordedValue(value.Name, offset, length + offset), [places[recorded]], TensorShape.Vector(0), []));
                offset += value.Shape.Length;
            }
        }

        List<int> given = [];
        foreach (NetworkOutput output in graph.Outputs)
        {
            given.Add(nodes.Count);
            nodes.Add(new Node(output.Name + " given gradient", new GivenGradient(), [places[output.Logits]], TensorShape.Vector(1), []));
        }

        return new NetworkGraph(
            nodes.ToEquatableArray(),
            graph.Outputs.Select(output => output with { Value = places[output.Value], Logits = places[output.Logits] }).ToEquatableArray(),
            given.ToEquatableArray());
    }
}
