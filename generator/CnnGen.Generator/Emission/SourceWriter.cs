using System.Text;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>Lines of C# with their indentation. Knows braces and nothing else.</summary>
/// <param name="depth">Of the first line.</param>
internal sealed class SourceWriter(int depth = 0)
{
    private const string Indent = "    ";

    // As .editorconfig has it.
    private const int LongestLine = 160;

    private readonly List<string> _parts = [];
    private readonly StringBuilder _text = new();
    private int _depth = depth;
    private bool _isLineStart = true;

    /// <summary>How deep the next line stands.</summary>
    public int Depth => _depth;

    /// <summary>What was written, in its order.</summary>
    public EquatableArray<string> Parts
    {
        get
        {
            EndPart();
            return _parts.ToEquatableArray();
        }
    }

    /// <summary>Writes whole lines that are indented already, as a part of their own.</summary>
    public void Paste(string lines)
    {
        EndPart();
        _parts.Add(lines);
    }

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

    /// <summary>Writes a comment, broken between words where it is longer than a line may be.</summary>
    public void Comment(string text)
    {
        int room = LongestLine - (_depth * Indent.Length) - "// ".Length;
        while (text.Length > room && text.LastIndexOf(' ', room) is > 0 and int end)
        {
            Line("// " + text.Substring(0, end));
            text = "  " + text.Substring(end + 1);
        }

        Line("// " + text);
    }

    /// <summary>Writes a part of a line, which <see cref="EndLine"/> ends.</summary>
    public SourceWriter Append(string text)
    {
        PartOfLine().Append(text);
        return this;
    }

    /// <summary>Writes an index as a part of a line.</summary>
    public SourceWriter Append(IndexExpression index)
    {
        index.AppendTo(PartOfLine());
        return this;
    }

    public void EndLine()
    {
        _text.Append('\n');
        _isLineStart = true;
    }

    private void Append(string text, int start, int end)
    {
        while (end > start && text[end - 1] is '\r' or ' ')
        {
            end--;
        }

        if (end > start)
        {
            PartOfLine().Append(text, start, end - start);
        }

        EndLine();
    }

    private StringBuilder PartOfLine()
    {
        for (int i = 0; i < _depth && _isLineStart; i++)
        {
            _text.Append(Indent);
        }

        _isLineStart = false;
        return _text;
    }

    /// <summary>A header and a body between braces.</summary>
    public void Block(string header, Action body, string close = "}")
    {
        Line(header);
        Block(body, close);
    }

    /// <summary>A body between braces.</summary>
    public void Block(Action body, string close = "}")
    {
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

    public override string ToString() => string.Concat(_parts) + _text;

    private void EndPart()
    {
        if (_text.Length > 0)
        {
            _parts.Add(_text.ToString());
            _text.Clear();
        }
    }
}
