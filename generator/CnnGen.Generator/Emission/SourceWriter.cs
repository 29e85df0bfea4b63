using System.Text;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>Lines of C# with their indentation, broken where they are long. Knows braces and nothing else.</summary>
/// <param name="depth">Of the first line.</param>
internal sealed class SourceWriter(int depth = 0)
{
    private const string Indent = "    ";

    // As .editorconfig has it.
    private const int LongestLine = 160;

    private readonly List<string> _parts = [];
    private readonly StringBuilder _text = new();
    private int _depth = depth;
    private int _lineStart;
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

    /// <summary>Writes a comment.</summary>
    public void Comment(string text) => Line("// " + text);

    /// <summary>Writes a part of a line, which <see cref="EndLine"/> ends.</summary>
    public SourceWriter Append(string text)
    {
        PartOfLine().Append(text);
        return this;
    }

    /// <summary>Writes an index as a part of a line.</summary>
    /// <param name="index">The index.</param>
    /// <param name="name">Names of its factors, or null.</param>
    public SourceWriter Append(IndexExpression index, Func<string, int, string?>? name = null)
    {
        index.AppendTo(PartOfLine(), name);
        return this;
    }

    public void EndLine()
    {
        if (_text.Length - _lineStart > LongestLine)
        {
            string line = _text.ToString(_lineStart, _text.Length - _lineStart);
            _text.Length = _lineStart;
            LineBreaks.Append(_text, line, LongestLine);
        }

        _text.Append('\n');
        _isLineStart = true;
    }

    /// <summary>Writes a line of a literal, which is not broken.</summary>
    public void Verbatim(string text)
    {
        PartOfLine().Append(text).Append('\n');
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
            EndLine();
        }
        else
        {
            _text.Append('\n');
        }
    }

    private StringBuilder PartOfLine()
    {
        if (_isLineStart)
        {
            _lineStart = _text.Length;
            for (int i = 0; i < _depth; i++)
            {
                _text.Append(Indent);
            }
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

    public override string ToString() => _parts.Count == 0 ? _text.ToString() : string.Concat(_parts) + _text;

    private void EndPart()
    {
        if (_text.Length > 0)
        {
            _parts.Add(_text.ToString());
            _text.Clear();
        }
    }
}
