using System.Text;

namespace CnnGen.Imaging;

/// <summary>Lines of values with commas between them, in quotes where they contain commas, quotes or line ends (RFC 4180).</summary>
internal static class CsvReader
{
    /// <summary>The lines with their numbers, from 1; empty ones are left out.</summary>
    /// <exception cref="DataFileException">Quotes do not end.</exception>
    public static IEnumerable<(int Number, IReadOnlyList<string> Values)> Read(string path)
    {
        string text = File.ReadAllText(path);
        List<string> values = [];
        StringBuilder value = new();
        (int line, int first, bool quoted) = (1, 1, false);
        for (int i = 0; i <= text.Length; i++)
        {
            char next = i < text.Length ? text[i] : '\n';
            if (quoted)
            {
                if (i == text.Length)
                {
                    throw new DataFileException($"{path}, line {first}: the quotes do not end.");
                }

                if (next == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    i++; // two are one within quotes
                }
                else if (next == '"')
                {
                    quoted = false;
                    continue;
                }

                line += next == '\n' ? 1 : 0;
                value.Append(next);
            }
            else if (next == '"' && value.Length == 0)
            {
                quoted = true;
            }
            else if (next is ',' or '\n')
            {
                values.Add(value.ToString().Trim());
                value.Clear();
                if (next == '\n')
                {
                    if (values.Count > 1 || values[0].Length > 0)
                    {
                        yield return (first, values);
                    }

                    values = [];
                    first = ++line;
                }
            }
            else
            {
                value.Append(next);
            }
        }
    }
}
