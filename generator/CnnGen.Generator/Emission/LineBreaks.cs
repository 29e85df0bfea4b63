using System.Text;

namespace CnnGen.Generator.Emission;

/// <summary>
/// Breaks a line that is longer than a line may be: comments between words, code behind a comma or before an operator, as far outside of parentheses as can be.
/// </summary>
internal static class LineBreaks
{
    private const string Continuation = "    ";

    // A break leaves so much of a line at least.
    private const int ShortestPiece = 24;

    /// <summary>Appends the pieces of a line, without a break behind the last one.</summary>
    /// <param name="text">Where.</param>
    /// <param name="line">The line with its indentation.</param>
    /// <param name="longest">Characters of a piece.</param>
    public static void Append(StringBuilder text, string line, int longest)
    {
        string indent = line.Substring(0, line.Length - line.TrimStart(' ').Length);
        string marker = line.Substring(indent.Length) is var content && content.StartsWith("/// ", StringComparison.Ordinal) ? "/// "
            : content.StartsWith("// ", StringComparison.Ordinal) ? "// "
            : "";
        string head = marker.Length > 0 ? indent + marker + "  " : indent + Continuation;
        int first = indent.Length + marker.Length;
        while (line.Length > longest)
        {
            int end = marker.Length > 0 ? LastBlank(line, longest, first) : BestBreak(line, longest, first);
            if (end < 0)
            {
                break;
            }

            text.Append(line, 0, end).Append('\n');
            line = head + line.Substring(end + 1);
            first = head.Length;
        }

        text.Append(line);
    }

    private static int LastBlank(string line, int longest, int first) => line.LastIndexOf(' ', longest, longest - first);

    /// <summary>The blank that the next piece begins behind: of those that parentheses enclose least, the last one.</summary>
    private static int BestBreak(string line, int longest, int first)
    {
        int best = -1;
        int bestCost = int.MaxValue;
        int depth = 0;
        bool isText = false;
        for (int i = first; i <= longest; i++)
        {
            char c = line[i];
            if (c == '"')
            {
                isText = !isText;
            }

            if (isText)
            {
                continue;
            }

            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c != ' ' || i - first < ShortestPiece)
            {
                continue;
            }

            // Of one depth, what follows a comma or an arrow stands together.
            bool isList = line[i - 1] == ',' || (line[i - 1] == '>' && line[i - 2] == '=');
            bool isOperator = i + 2 < line.Length && line[i + 1] is '+' or '-' or '*' or '/' or '{' && line[i + 2] == ' ';
            int cost = (2 * depth) + (isList ? 0 : 1);
            if ((isList || isOperator) && cost <= bestCost)
            {
                (best, bestCost) = (i, cost);
            }
        }

        return best;
    }
}
