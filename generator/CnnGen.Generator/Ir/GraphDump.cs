using System.Text;

namespace CnnGen.Generator.Ir;

/// <summary>A graph as text: the first thing to read when something is wrong.</summary>
internal static class GraphDump
{
    /// <summary>One line a node: number, name, operator, inputs, shape.</summary>
    public static string Text(NetworkGraph graph)
    {
        StringBuilder text = new();
        for (int i = 0; i < graph.Nodes.Count; i++)
        {
            Node node = graph.Nodes[i];
            string inputs = string.Join(", ", node.Inputs.Select(input => "%" + Model.Numerals.Plain(input)));
            string mark = Mark(graph, i);
            text.Append('%').Append(Model.Numerals.Plain(i)).Append(" = ").Append(node.Name).Append(": ").Append(node.Operator.Describe())
                .Append('(').Append(inputs).Append(") → ").Append(node.Shape).Append(mark).Append('\n');
        }

        return text.ToString();
    }

    private static string Mark(NetworkGraph graph, int node)
    {
        IEnumerable<string> marks = graph.Outputs.Where(output => output.Value == node).Select(output => output.Name)
            .Concat(graph.Outputs
                .Where(output => output.Logits == node && output.Value != node)
                .Select(output => output.Name == NetworkOutput.OnlyName ? "logits" : "logits of " + output.Name));
        return string.Concat(marks.Select(mark => "  ← " + mark));
    }
}
