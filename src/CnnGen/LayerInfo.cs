using System.Globalization;

namespace CnnGen;

/// <summary>One layer of a network, as a line of <see cref="NetworkInfo.Summary"/> says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does: <c>Conv 6 × 5×5, s 1, p 2</c>. The first word is its kind.</param>
/// <param name="Inputs">The layers that it reads; none for the input.</param>
/// <param name="Shape">Height, width and channels of its output, or the length of a vector: <c>28×28×6</c>, <c>120</c>.</param>
/// <param name="ParameterCount">Trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds, an image.</param>
public sealed record LayerInfo(string Name, string Description, IReadOnlyList<string> Inputs, string Shape, long ParameterCount, long MultiplyAdds)
{
    private const string Column = "  ";

    /// <summary>The attribute's name without its arguments: <c>Conv</c>, <c>MaxPool</c>.</summary>
    public string Kind => Description.Split(' ', 2)[0].TrimEnd(',');

    /// <summary>
    /// Reads a summary: one line for the network, then one a layer, in columns at least two blanks apart. A line that begins with blanks belongs to the one
    /// above.
    /// </summary>
    internal static LayerInfo[] Read(string summary)
    {
        string[] lines = Joined(summary.Split('\n'));
        var layers = new LayerInfo[lines.Length - 1];
        string[] above = [];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = ReadLine(lines[i + 1], above);
            above = [layers[i].Name];
        }

        return layers;
    }

    private static string[] Joined(string[] lines)
    {
        List<string> joined = [];
        foreach (string line in lines)
        {
            if (line.StartsWith(Column, StringComparison.Ordinal))
            {
                // A list that was broken behind a comma goes on; another column begins.
                joined[^1] += (joined[^1].EndsWith(',') ? " " : Column) + line.Trim();
            }
            else
            {
                joined.Add(line);
            }
        }

        return [.. joined];
    }

    private static LayerInfo ReadLine(string line, string[] above)
    {
        string[] cells = line.Split(Column, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        IReadOnlyList<string> inputs = above;
        string shape = "";
        long parameters = 0, multiplyAdds = 0;
        foreach (string cell in cells.AsSpan(2))
        {
            if (cell.StartsWith('←'))
            {
                inputs = cell[1..].Split(',', StringSplitOptions.TrimEntries);
            }
            else if (cell.StartsWith('→'))
            {
                shape = cell[1..].Trim();
            }
            else if (char.IsAsciiDigit(cell[0])
                && (cell.Contains("parameter", StringComparison.Ordinal) || cell.Contains("multiply-add", StringComparison.Ordinal)))
            {
                // What else begins with a digit is arithmetic.
                long count = long.Parse(cell.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                bool isParameters = cell.Contains("parameter", StringComparison.Ordinal);
                (parameters, multiplyAdds) = isParameters ? (count, multiplyAdds) : (parameters, count);
            }
        }

        return new LayerInfo(cells[0], cells[1], inputs, shape, parameters, multiplyAdds);
    }
}
