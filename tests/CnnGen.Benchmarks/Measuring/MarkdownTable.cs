using System.Text;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>A table that reads well in a terminal and in a document.</summary>
internal sealed class MarkdownTable
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Begins with the columns' titles.</summary>
    public MarkdownTable(params IReadOnlyList<string> titles) => _rows.Add(titles);

    /// <summary>Adds a row of as many cells as there are titles.</summary>
    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != _rows[0].Count)
        {
            throw new ArgumentException($"The table has {_rows[0].Count} columns, the row {cells.Count}.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>All lines. The first column is text, the others are numbers.</summary>
    public override string ToString()
    {
        int[] widths = [.. Enumerable.Range(0, _rows[0].Count).Select(column => _rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        for (int row = 0; row < _rows.Count; row++)
        {
            text
                .Append("| ")
                .AppendJoin(" | ", _rows[row].Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))
                .Append(" |\n");
            if (row == 0)
            {
                text.Append('|').AppendJoin('|', widths.Select((width, column) => new string('-', width + 1) + (column == 0 ? "-" : ":"))).Append("|\n");
            }
        }

        return text.ToString();
    }
}
