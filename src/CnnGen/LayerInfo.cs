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

    /// <summary>Reads a summary: one line for the network, then one a layer, in columns at least two blanks apart.</summary>
    internal static LayerInfo[] Read(string summary)
    {
        string[] lines = summary.Split('\n');
        var layers = new LayerInfo[lines.Length - 1];
        string[] above = [];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = ReadLine(lines[i + 1], above);
            above = [layers[i].Name];
        }

        return layers;
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
            else if (shape.Length > 0)
            {
                // Counts stand behind the shape; what stands before it is arithmetic.
                long count = long.Parse(cell.Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
                bool isParameters = cell.Contains("parameter", StringComparison.Ordinal);
                (parameters, multiplyAdds) = isParameters ? (count, multiplyAdds) : (parameters, count);
            }
        }

        return new LayerInfo(cells[0], cells[1], inputs, shape, parameters, multiplyAdds);
    }
}
