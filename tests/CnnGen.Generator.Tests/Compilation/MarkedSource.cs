using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CnnGen.Generator.Tests.Compilation;

/// <summary>Source in which <c>[|</c> and <c>|]</c> mark what is expected to be underlined.</summary>
internal sealed record MarkedSource(string Text, IReadOnlyList<TextSpan> Spans)
{
    public const string Open = "[|";
    public const string Close = "|]";

    public static MarkedSource Parse(string marked)
    {
        StringBuilder text = new();
        List<TextSpan> spans = [];
        int start = -1;
        for (int i = 0; i < marked.Length; i++)
        {
            string two = marked.Substring(i, Math.Min(2, marked.Length - i));
            if (two == Open)
            {
                start = text.Length;
                i++;
            }
            else if (two == Close)
            {
                spans.Add(TextSpan.FromBounds(start, text.Length));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return new MarkedSource(text.ToString(), spans);
    }
}
