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

    // With the indentation of a literal, a line of 160. In a wider table, what a layer reads and its arithmetic stand on a line below.
    private const int WidestTable = 144;

    // The columns that move: sources and arithmetic.
    private const int FirstMoved = 2;
    private const int EndMoved = 4;

    /// <summary>One line for the network and one a layer, in aligned columns, without trailing blanks.</summary>
    public static EquatableArray<string> Lines(string name, NetworkGraph graph)
    {
        List<string> lines = [Headline(name, graph)];
        List<string[]> rows = graph.Nodes.Select((node, index) => Row(node, Sources(index, graph), graph)).ToList();
        int[] widths = Widths(rows);
        bool isWide = widths.Where(width => width > 0).Sum(width => width + Gap.Length) > WidestTable;
        if (isWide)
        {
            widths = [.. widths.Select((width, column) => column is >= FirstMoved and < EndMoved ? 0 : width)];
        }

        foreach (string[] row in rows)
        {
            string line = Align(row, widths);
            if (!isWide && line.Length <= WidestTable)
            {
                lines.Add(line);
                continue;
            }

            lines.Add(Align([.. row.Select((cell, column) => column is >= FirstMoved and < EndMoved ? "" : cell)], widths));
            lines.AddRange(Moved(row.Skip(FirstMoved).Take(EndMoved - FirstMoved)));
        }

        return lines.ToEquatableArray();
    }

    private static int[] Widths(List<string[]> rows) =>
    [
        .. Enumerable.Range(0, rows[0].Length).Select(column =>
            rows.Select(row => row[column].Length).Where(length => length <= WidestColumn).DefaultIfEmpty().Max()),
    ];

    /// <summary>The cells that have no place on a layer's own line, on lines that begin with blanks.</summary>
    private static IEnumerable<string> Moved(IEnumerable<string> cells)
    {
        string line = string.Join(Gap, cells.Where(cell => cell.Length > 0));
        string indent = new(' ', 2 * Gap.Length);
        while (line.Length > WidestTable - indent.Length && line.LastIndexOf(", ", WidestTable - indent.Length, StringComparison.Ordinal) is > 0 and int end)
        {
            yield return indent + line.Substring(0, end + 1);
            line = line.Substring(end + 2);
        }

        if (line.Length > 0)
        {
            yield return indent + line;
        }
    }

    /// <summary><c>LeNet5: 28×28×1 → 10 · 61,706 parameters · 416,520 multiply-adds an image</c>.</summary>
    public static string Headline(string name, NetworkGraph graph) =>
        $"{name}: {Values(NetworkPorts.Of(graph).Inputs)} → {Values(NetworkPorts.Of(graph).Outputs)} · "
        + $"{Numerals.Count(graph.ParameterCount, "parameter")} · {Numerals.Count(graph.MultiplyAdds, "multiply-add")} an image";

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
