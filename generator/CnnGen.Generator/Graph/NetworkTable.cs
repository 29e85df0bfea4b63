using System.Text;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Graph;

/// <summary>The table of layers with shapes, arithmetic, parameters and multiply-adds: the text of <c>Summary</c> and of the class's doc comment.</summary>
internal static class NetworkTable
{
    private const string Gap = "   ";

    // A longer text moves what follows it on its own line, not on all lines.
    private const int WidestColumn = 96;

    /// <summary>One line for the network and one a layer, in aligned columns, without trailing blanks.</summary>
    public static EquatableArray<string> Lines(string name, NetworkGraph graph)
    {
        List<string> lines = [Headline(name, graph)];
        List<string[]> rows = graph.Nodes.Select((node, index) => Row(node, Sources(index, graph), graph)).ToList();
        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Select(row => row[column].Length).Where(length => length <= WidestColumn).DefaultIfEmpty().Max()).ToArray();
        foreach (string[] row in rows)
        {
            lines.Add(Align(row, widths));
        }

        return lines.ToEquatableArray();
    }

    /// <summary><c>LeNet5: 28×28×1 → 10 · 61,706 parameters · 416,520 multiply-adds an image</c>.</summary>
    public static string Headline(string name, NetworkGraph graph) =>
        $"{name}: {Values(NetworkPorts.Of(graph).Inputs)} → {Values(NetworkPorts.Of(graph).Outputs)} · {Numerals.Count(graph.ParameterCount, "parameter")} · {Numerals.Count(graph.MultiplyAdds, "multiply-add")} an image";

    /// <summary>One value by its shape alone, several with their names: <c>boxes 8×8×16, scores 8×8×20</c>.</summary>
    private static string Values(EquatableArray<NetworkPort> values) =>
        string.Join(", ", values.Select(value => values.Count == 1 ? $"{value.Shape}" : $"{value.Name} {value.Shape}"));

    /// <summary>One layer's line, in single blanks: for the comment on its method.</summary>
    public static string Line(Node node, NetworkGraph graph) =>
        string.Join(" ", Row(node, "", graph).Select(cell => cell.Trim()).Where(cell => cell.Length > 0));

    private static string[] Row(Node node, string sources, NetworkGraph graph)
    {
        EquatableArray<TensorShape> inputs = graph.InputShapes(node);
        long multiplyAdds = node.Operator.MultiplyAdds(inputs);
        return
        [
            node.Name,
            node.Operator.Describe(),
            sources,
            node.Operator.Arithmetic(inputs),
            $"→ {node.Shape}",
            node.ParameterCount == 0 ? "" : Numerals.Count(node.ParameterCount, "parameter"),
            multiplyAdds == 0 ? "" : Numerals.Count(multiplyAdds, "multiply-add"),
        ];
    }

    /// <summary>
    /// What a layer reads where that is not the line above: <c>← relu3, bn4</c>. An only loss, which stands behind the output, is not worth a column.
    /// </summary>
    private static string Sources(int index, NetworkGraph graph)
    {
        EquatableArray<int> inputs = graph.Nodes[index].Inputs;
        bool isLineAbove = inputs.Count == 0 || (inputs.Count == 1 && inputs[0] == index - 1);
        return isLineAbove || (graph.Losses.Count == 1 && graph.IsLoss(index)) ? "" : "← " + string.Join(", ", inputs.Select(input => graph.Nodes[input].Name));
    }

    private static string Align(string[] row, int[] widths)
    {
        StringBuilder line = new();
        int end = 0;
        for (int column = 0; column < row.Length; column++)
        {
            // Counts end at one column, so that their digits stand below each other.
            bool isCount = column >= row.Length - 2;
            end += widths[column];
            line.Append(' ', Math.Max(0, (isCount ? end - row[column].Length : end - widths[column]) - line.Length)).Append(row[column]);
            if (widths[column] > 0)
            {
                line.Append(Gap);
                end += Gap.Length;
            }
        }

        return line.ToString().TrimEnd();
    }
}
