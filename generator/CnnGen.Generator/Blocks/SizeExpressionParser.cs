using System.Globalization;

namespace CnnGen.Generator.Blocks;

/// <summary>
/// Reads the text of a <see cref="SizeExpression"/>:
/// <code>
/// sum     = product { ("+" | "-" | "−") product }
/// compare = sum [ ("==" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") sum ]
/// and     = compare { "&amp;&amp;" compare }
/// or      = and { "||" and }
/// product = factor { ("*" | "×" | "·" | "/" | "÷") factor }
/// factor  = number | name | "(" or ")" | ("-" | "−" | "!") factor
/// </code>
/// </summary>
internal sealed class SizeExpressionParser
{
    /// <summary>Parentheses and signs within each other: far beyond what a person writes, and little stack.</summary>
    private const int DeepestNesting = 64;

    /// <summary>Beyond this nothing that a person writes; a sum is as deep a tree as it is long.</summary>
    private const int LongestText = 1000;

    // Longer signs first, for they begin with shorter ones.
    private static readonly (string Sign, SizeOperator Operator)[] s_comparisons =
    [
        ("==", SizeOperator.Equal),
        ("!=", SizeOperator.NotEqual),
        ("<=", SizeOperator.LessOrEqual),
        (">=", SizeOperator.GreaterOrEqual),
        ("<", SizeOperator.Less),
        (">", SizeOperator.Greater),
    ];

    private readonly string _text;
    private int _position;
    private int _depth;
    private string? _error;

    private SizeExpressionParser(string text) => _text = text;

    /// <summary>The expression, or null with what is wrong with the text.</summary>
    public static SizeExpression? Parse(string text, out string? error)
    {
        SizeExpressionParser parser = new(text);
        SizeExpression? expression = text.Length > LongestText ? parser.Fail($"it is longer than {LongestText} characters") : parser.Or();
        if (expression is not null && parser.Next() is { } rest)
        {
            expression = parser.Fail(rest == ')' ? "')' has no '('" : $"{Quoted(rest)} stands where it should end or go on with an operator");
        }

        error = parser._error;
        return error is null ? expression : null;
    }

    private SizeExpression? Or()
    {
        SizeExpression? left = And();
        while (left is not null && Takes("||"))
        {
            left = And() is { } right ? new SizeOperation(SizeOperator.Or, left, right) : null;
        }

        return left;
    }

    private SizeExpression? And()
    {
        SizeExpression? left = Comparison();
        while (left is not null && Takes("&&"))
        {
            left = Comparison() is { } right ? new SizeOperation(SizeOperator.And, left, right) : null;
        }

        return left;
    }

    private SizeExpression? Comparison()
    {
        SizeExpression? left = Sum();
        foreach ((string sign, SizeOperator @operator) in s_comparisons)
        {
            if (left is not null && Takes(sign))
            {
                return Sum() is { } right ? new SizeOperation(@operator, left, right) : null;
            }
        }

        return left;
    }

    /// <summary>Takes a sign of one or two characters if it is the next.</summary>
    private bool Takes(string sign)
    {
        if (Next() is null || string.CompareOrdinal(_text, _position, sign, 0, sign.Length) != 0)
        {
            return false;
        }

        _position += sign.Length;
        return true;
    }

    private SizeExpression? Sum()
    {
        SizeExpression? left = Product();
        while (left is not null && Next() is '+' or '-' or '−')
        {
            SizeOperator @operator = _text[_position++] == '+' ? SizeOperator.Add : SizeOperator.Subtract;
            left = Product() is { } right ? new SizeOperation(@operator, left!, right) : null;
        }

        return left;
    }

    private SizeExpression? Product()
    {
        SizeExpression? left = Factor();
        while (left is not null && Next() is '*' or '×' or '·' or '/' or '÷')
        {
            SizeOperator @operator = _text[_position++] is '/' or '÷' ? SizeOperator.Divide : SizeOperator.Multiply;
            left = Factor() is { } right ? new SizeOperation(@operator, left!, right) : null;
        }

        return left;
    }

    private SizeExpression? Factor()
    {
        if (Next() is not { } first)
        {
            return Fail("a number or a parameter is missing at its end");
        }

        if (char.IsDigit(first))
        {
            return Number();
        }

        if (IsNameStart(first))
        {
            return new SizeParameter(Take(character => IsNameStart(character) || char.IsDigit(character) || character == '.'));
        }

        if (first is not ('(' or '-' or '−' or '!'))
        {
            return Fail($"{Quoted(first)} stands where a number or a parameter should");
        }

        _position++;
        if (++_depth > DeepestNesting)
        {
            return Fail($"it is nested more than {DeepestNesting} deep");
        }

        SizeExpression? inner = first == '(' ? Parenthesized()
            : Factor() is not { } operand ? null
            : first == '!' ? new SizeNot(operand)
            : new SizeNegation(operand);
        _depth--;
        return inner;
    }

    private SizeExpression? Parenthesized()
    {
        SizeExpression? inner = Or();
        if (inner is null)
        {
            return null;
        }

        if (Next() is not ')')
        {
            return Fail("a ')' is missing");
        }

        _position++;
        return inner;
    }

    private SizeExpression? Number()
    {
        string digits = Take(char.IsDigit);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? new SizeNumber(value)
            : Fail($"{digits} is no whole number up to 2,147,483,647");
    }

    private string Take(Func<char, bool> belongs)
    {
        int start = _position;
        while (_position < _text.Length && belongs(_text[_position]))
        {
            _position++;
        }

        return _text.Substring(start, _position - start);
    }

    /// <summary>The next character that is no blank, without taking it; null at the end.</summary>
    private char? Next()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }

        return _position < _text.Length ? _text[_position] : null;
    }

    private SizeExpression? Fail(string error)
    {
        _error ??= error;
        return null;
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';

    private static string Quoted(char character) => $"'{character}'";
}
