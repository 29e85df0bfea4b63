using System.Globalization;
using System.Text;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Parsing;

/// <summary>
/// Reads the header of a safetensors file, JSON with an object for each tensor, as far as names, types and shapes go; the library checks the rest when it
/// loads the file. It does not recurse, so nesting cannot hurt.
/// </summary>
internal sealed class WeightHeaderParser
{
    /// <summary>What the build writes in the place of a header that it could not read, with the reason behind it.</summary>
    public const string FaultMark = "!";

    private const string Metadata = "__metadata__";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly string _text;
    private int _position;

    private WeightHeaderParser(string text) => _text = text;

    /// <summary>The tensors of a header, or what is wrong with it.</summary>
    /// <param name="file">The weight file's name.</param>
    /// <param name="text">The header.</param>
    public static WeightFileSpec Parse(string file, string text)
    {
        if (text.StartsWith(FaultMark, StringComparison.Ordinal))
        {
            return new WeightFileSpec(file, [], text.Substring(FaultMark.Length).Trim());
        }

        WeightHeaderParser parser = new(text);
        List<WeightFileTensor> tensors = [];
        return parser.TryRead(tensors)
            ? new WeightFileSpec(file, tensors.ToEquatableArray())
            : new WeightFileSpec(file, [], $"its header is not that of a safetensors file (character {Numerals.Plain(parser._position)})");
    }

    private bool TryRead(List<WeightFileTensor> tensors)
    {
        if (!Takes('{'))
        {
            return false;
        }

        if (Takes('}'))
        {
            return IsAtEnd();
        }

        do
        {
            if (Text() is not { } name || !_names.Add(name) || !Takes(':') || (name == Metadata ? !Skip() : !TryReadTensor(name, tensors)))
            {
                return false;
            }
        }
        while (Takes(','));
        return Takes('}') && IsAtEnd();
    }

    private bool TryReadTensor(string name, List<WeightFileTensor> tensors)
    {
        (string? type, List<long>? shape) = (null, null);
        if (!Takes('{'))
        {
            return false;
        }

        do
        {
            if (Text() is not { } key || !Takes(':'))
            {
                return false;
            }

            bool isRead = key switch
            {
                "dtype" => (type = Text()) is not null,
                "shape" => (shape = Shape()) is not null,
                _ => Skip(),
            };
            if (!isRead)
            {
                return false;
            }
        }
        while (Takes(','));
        if (!Takes('}') || type is null || shape is null)
        {
            return false;
        }

        tensors.Add(new WeightFileTensor(name, type, shape.ToEquatableArray()));
        return true;
    }

    private List<long>? Shape()
    {
        List<long> shape = [];
        if (!Takes('['))
        {
            return null;
        }

        while (!Takes(']'))
        {
            int start = SkipSpaces();
            while (_position < _text.Length && char.IsDigit(_text[_position]))
            {
                _position++;
            }

            if ((shape.Count > 0 && start == _position)
                || !long.TryParse(_text.Substring(start, _position - start), NumberStyles.None, CultureInfo.InvariantCulture, out long size))
            {
                return null;
            }

            shape.Add(size);
            if (!Takes(',') && !(SkipSpaces() < _text.Length && _text[_position] == ']'))
            {
                return null;
            }
        }

        return shape;
    }

    /// <summary>Goes past a value of any kind: brackets are counted, and what is in strings is not.</summary>
    private bool Skip()
    {
        int depth = 0;
        while (SkipSpaces() < _text.Length)
        {
            char next = _text[_position];
            if (next == '"')
            {
                if (Text() is null)
                {
                    return false;
                }
            }
            else if (next is '{' or '[')
            {
                depth++;
                _position++;
            }
            else if (next is '}' or ']')
            {
                if (depth-- == 0)
                {
                    return false;
                }

                _position++;
            }
            else if (next is ',' or ':')
            {
                if (depth == 0)
                {
                    return false;
                }

                _position++;
                continue;
            }
            else
            {
                int start = _position;
                while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] is '-' or '+' or '.'))
                {
                    _position++;
                }

                if (_position == start || _position == _text.Length)
                {
                    return false;
                }
            }

            if (depth == 0)
            {
                return true;
            }
        }

        return false;
    }

    private string? Text()
    {
        if (!Takes('"'))
        {
            return null;
        }

        StringBuilder text = new();
        while (_position < _text.Length)
        {
            char next = _text[_position++];
            if (next == '"')
            {
                return text.ToString();
            }

            if (next != '\\')
            {
                text.Append(next);
            }
            else if (_position < _text.Length && Escaped(_text[_position++]) is { } meant)
            {
                text.Append(meant);
            }
            else
            {
                return null;
            }
        }

        return null;
    }

    private char? Escaped(char escape)
    {
        switch (escape)
        {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                if (_position + 4 > _text.Length
                    || !ushort.TryParse(
                        _text.Substring(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
                {
                    return null;
                }

                _position += 4;
                return (char)code;
            default:
                return escape is '"' or '\\' or '/' ? escape : null;
        }
    }

    private bool Takes(char expected)
    {
        if (SkipSpaces() == _text.Length || _text[_position] != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private bool IsAtEnd() => SkipSpaces() == _text.Length;

    private int SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }

        return _position;
    }
}
