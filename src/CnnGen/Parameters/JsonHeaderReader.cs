using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace CnnGen;

/// <summary>
/// The part of JSON that a safetensors header consists of: objects, arrays, strings and whole numbers, one token after the other, and a way past values that
/// nobody asks for. It does not recurse, so nesting cannot hurt. What is not exactly JSON is an error that names the file and the byte.
/// </summary>
internal ref struct JsonHeaderReader
{
    private const int DeepestNesting = 128;

    private readonly ReadOnlySpan<byte> _json;
    private readonly string _file;
    private int _position;

    public JsonHeaderReader(ReadOnlySpan<byte> json, string file)
    {
        _json = json;
        _file = file;
        if (!Utf8.IsValid(json))
        {
            throw new WeightFileException($"{file}: the header is not valid UTF-8.");
        }
    }

    public void Expect(char token)
    {
        if (!TryTake(token))
        {
            throw Expected($"'{token}'");
        }
    }

    public bool TryTake(char token)
    {
        SkipWhiteSpace();
        if (_position == _json.Length || _json[_position] != token)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Takes a word, such as <c>null</c>, if it stands here.</summary>
    public bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        SkipWhiteSpace();
        if (!_json[_position..].StartsWith(word))
        {
            return false;
        }

        _position += word.Length;
        return true;
    }

    /// <summary>Goes past a value of any kind.</summary>
    public void SkipValue()
    {
        Span<char> closing = stackalloc char[DeepestNesting];
        int depth = 0;
        do
        {
            char end = TryTake('{') ? '}' : TryTake('[') ? ']' : '\0';
            if (end == '\0')
            {
                SkipScalar();
            }
            else if (!TryTake(end))
            {
                if (depth == DeepestNesting)
                {
                    throw Error(_position, $"values are nested more than {DeepestNesting} deep");
                }

                closing[depth++] = end;
                SkipKey(end);
                continue;
            }

            // A value has ended, and with it all that have no further one.
            while (depth > 0 && !TryTake(','))
            {
                Expect(closing[--depth]);
            }

            if (depth > 0)
            {
                SkipKey(closing[depth - 1]);
            }
        }
        while (depth > 0);
    }

    public void ExpectEnd()
    {
        SkipWhiteSpace();
        if (_position != _json.Length)
        {
            throw Expected("the end of the header");
        }
    }

    /// <summary>A number without sign, fraction and exponent, below 2⁶³.</summary>
    public long ReadWholeNumber()
    {
        SkipWhiteSpace();
        int start = _position;
        long value = 0;
        while (_position < _json.Length && char.IsAsciiDigit((char)_json[_position]))
        {
            int digit = _json[_position] - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                throw Error(start, "the number is too large");
            }

            value = (value * 10) + digit;
            _position++;
        }

        if (_position == start)
        {
            throw Expected("a whole number");
        }

        if (_json[start] == '0' && _position > start + 1)
        {
            throw Error(start, "a number must not begin with 0");
        }

        return value;
    }

    public string ReadString()
    {
        if (!TryTake('"'))
        {
            throw Expected("a string");
        }

        int start = _position;
        int length = _json[start..].IndexOfAny((byte)'"', (byte)'\\');
        if (length < 0 || _json[start + length] == '"')
        {
            // The usual case: no escapes.
            _position = length < 0 ? _json.Length : start + length;
            RejectControlCharacters(start);
            return Closed(start, Encoding.UTF8.GetString(_json[start.._position]));
        }

        return ReadEscapedString(start);
    }

    private void SkipKey(char end)
    {
        if (end == '}')
        {
            ReadString();
            Expect(':');
        }
    }

    private void SkipScalar()
    {
        SkipWhiteSpace();
        if (_position < _json.Length && _json[_position] == '"')
        {
            ReadString();
        }
        else if (!TryTakeWord("true"u8) && !TryTakeWord("false"u8) && !TryTakeWord("null"u8))
        {
            SkipNumber();
        }
    }

    private void SkipNumber()
    {
        int start = _position;
        bool isNegative = TrySkip("-"u8);
        int whole = SkipDigits();
        if (whole == 0 && !isNegative)
        {
            throw Expected("a value");
        }

        bool isComplete = whole == 1 || (whole > 1 && _json[_position - whole] != '0');
        isComplete &= !TrySkip("."u8) || SkipDigits() > 0;
        if (TrySkip("eE"u8))
        {
            TrySkip("+-"u8);
            isComplete &= SkipDigits() > 0;
        }

        if (!isComplete)
        {
            throw Error(start, "a number is not written as JSON has it");
        }
    }

    private bool TrySkip(ReadOnlySpan<byte> anyOf)
    {
        bool isThere = _position < _json.Length && anyOf.Contains(_json[_position]);
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private int SkipDigits()
    {
        int start = _position;
        while (_position < _json.Length && char.IsAsciiDigit((char)_json[_position]))
        {
            _position++;
        }

        return _position - start;
    }

    private string ReadEscapedString(int start)
    {
        var text = new StringBuilder();
        while (true)
        {
            int run = _position;
            int length = _json[run..].IndexOfAny((byte)'"', (byte)'\\');
            _position = length < 0 ? _json.Length : run + length;
            RejectControlCharacters(run);
            text.Append(Encoding.UTF8.GetString(_json[run.._position]));
            if (length < 0 || _json[_position] == '"')
            {
                break;
            }

            text.Append(ReadEscape());
        }

        string value = text.ToString();
        for (int i = 0; i < value.Length; i++)
        {
            if (char.IsSurrogate(value[i]) && !(i + 1 < value.Length && char.IsSurrogatePair(value[i], value[++i])))
            {
                throw Error(start, "the string has half a surrogate pair");
            }
        }

        return Closed(start, value);
    }

    private string Closed(int start, string value)
    {
        if (_position == _json.Length)
        {
            throw Error(start, "the string does not end");
        }

        _position++;
        return value;
    }

    private char ReadEscape()
    {
        int start = _position++;
        char kind = _position < _json.Length ? (char)_json[_position++] : '\0';
        switch (kind)
        {
            case '"' or '\\' or '/':
                return kind;
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
            case 'u' when _position + 4 <= _json.Length
                && ushort.TryParse(_json.Slice(_position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                _position += 4;
                return (char)unit;
            default:
                throw Error(start, "unknown escape in a string");
        }
    }

    private readonly void RejectControlCharacters(int start)
    {
        int control = _json[start.._position].IndexOfAnyInRange((byte)0, (byte)0x1F);
        if (control >= 0)
        {
            throw Error(start + control, "control character in a string");
        }
    }

    private void SkipWhiteSpace()
    {
        while (_position < _json.Length && _json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private readonly WeightFileException Expected(string what)
    {
        if (_position == _json.Length)
        {
            return Error(_position, $"expected {what}, found the end of the header");
        }

        byte found = _json[_position];
        return Error(_position, found is > 0x20 and < 0x7F ? $"expected {what}, found '{(char)found}'" : $"expected {what}, found the byte 0x{found:X2}");
    }

    private readonly WeightFileException Error(int position, string problem) => new($"{_file}: header, byte {position}: {problem}.");
}
