using System.Text;

namespace CnnGen.Generator.Emission;

/// <summary>Lines of C# with their indentation. Knows braces and nothing else.</summary>
internal sealed class SourceWriter
{
    private const string Indent = "    ";
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes one or several lines at the current depth; an empty one stays empty.</summary>
    public void Line(string text = "")
    {
        for (int start = 0, end; start <= text.Length; start = end + 1)
        {
            end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            Append(text, start, end);
        }
    }

    private void Append(string text, int start, int end)
    {
        while (end > start && text[end - 1] is '\r' or ' ')
        {
            end--;
        }

        for (int i = 0; i < _depth && end > start; i++)
        {
            _text.Append(Indent);
        }

        _text.Append(text, start, end - start).Append('\n');
    }

    /// <summary>A header and a body between braces.</summary>
    public void Block(string header, Action body, string close = "}")
    {
        Line(header);
        Line("{");
        _depth++;
        body();
        _depth--;
        Line(close);
    }

    /// <summary>Lines one step deeper.</summary>
    public void Deeper(Action body)
    {
        _depth++;
        body();
        _depth--;
    }

    public override string ToString() => _text.ToString();
}
