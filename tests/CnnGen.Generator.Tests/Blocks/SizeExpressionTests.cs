using System.Globalization;
using System.Numerics;
using CnnGen.Generator.Blocks;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Model;
using Xunit;

namespace CnnGen.Generator.Tests.Blocks;

public class SizeExpressionTests
{
    private static readonly Dictionary<string, ArgumentValue> s_parameters = new()
    {
        ["a"] = new IntegerArgument(12),
        ["b_2"] = new IntegerArgument(-5),
        ["größe"] = new IntegerArgument(7),
        ["rate"] = new RealArgument(0.5f),
        ["open"] = UnknownArgument.Instance,
        ["on"] = new BooleanArgument(true),
        ["input.Channels"] = new IntegerArgument(12),
    };

    [Theory]
    [InlineData("0", 0)]
    [InlineData(" 2147483647 ", int.MaxValue)]
    [InlineData("a", 12)]
    [InlineData("größe", 7)]
    [InlineData("2 + 3 * 4", 14)]
    [InlineData("(2 + 3) * 4", 20)]
    [InlineData("20 - 5 - 3", 12)]
    [InlineData("24 / 4 / 2", 3)]
    [InlineData("24/4*2", 12)]
    [InlineData("2 × a · 3 ÷ 9 − 1", 7)]
    [InlineData("-a + -(-3)", -9)]
    [InlineData("−b_2", 5)]
    [InlineData("a*b_2", -60)]
    [InlineData("((((a))))", 12)]
    [InlineData("(0 - 9) / 3", -3)]
    [InlineData("6 * input.Channels", 72)]
    [InlineData("a == 12", 1)]
    [InlineData("a != 12", 0)]
    [InlineData("a + 1 > 12 && b_2 < -4", 1)]
    [InlineData("a >= 13 || b_2 <= -6", 0)]
    [InlineData("a == input.Channels && !(b_2 == 5)", 1)]
    [InlineData("1 == 2 || 2 == 2 && 3 == 4", 0)]
    [InlineData("!on || rate > 0", 1)]
    [InlineData("on && rate < 1", 1)]
    [InlineData("b_2 == 0 && a / (b_2 + 5) == 1", 0)]
    [InlineData("a == 12 || open == 3", 1)]
    [InlineData("open == 3 && a == 5", 0)]
    public void AnExpression_HasTheValueOfArithmetic(string text, int expected) => Assert.Equal(new IntegerArgument(expected), Evaluate(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("+")]
    [InlineData("a +")]
    [InlineData("a b_2")]
    [InlineData("2a")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("()")]
    [InlineData("2 ** 3")]
    [InlineData("a % 2")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("٣")]
    [InlineData("a\0")]
    [InlineData("a = 12")]
    [InlineData("a == ")]
    [InlineData("a == 12 &")]
    [InlineData("1 < 2 < 3")]
    [InlineData("!")]
    public void OtherText_IsNoExpression(string text)
    {
        Assert.Null(SizeExpressionParser.Parse(text, out string? error));
        Assert.False(string.IsNullOrEmpty(error));
    }

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('!')]
    public void DeepNesting_IsAnErrorAndNoOverflowOfTheStack(char opening)
    {
        Assert.Null(SizeExpressionParser.Parse(new string(opening, 900), out string? deep));
        Assert.Null(SizeExpressionParser.Parse(new string(opening, 1_000_000), out string? lengthy));

        Assert.Contains("nested", deep, StringComparison.Ordinal);
        Assert.Contains("longer", lengthy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a / 5", DiagnosticIds.InexactDivision, "a / 5|12 / 5 leaves 2 over")]
    [InlineData("b_2 / 2", DiagnosticIds.InexactDivision, "b_2 / 2|(−5) / 2 leaves 1 over")]
    [InlineData("open / (a - 12)", DiagnosticIds.InexactDivision, "open / (a - 12)|a division by zero has no value")]
    [InlineData("2147483647 + 1", DiagnosticIds.ExpressionOverflow, "2147483647 + 1|2147483647 + 1 = 2,147,483,648")]
    [InlineData("-(0 - 2147483647 - 1)", DiagnosticIds.ExpressionOverflow, "-(0 - 2147483647 - 1)|−(−2147483648) = 2,147,483,648")]
    [InlineData("a + A", DiagnosticIds.UnknownParameter, "A|block 'Unit'|")]
    [InlineData("2 * rate", DiagnosticIds.WrongArgumentType, "parameter 'rate' in \"2 * rate\"|0.5|a whole number")]
    public void WhatHasNoValue_SaysWhy(string text, string id, string message)
    {
        (ArgumentValue value, SizeEvaluation evaluation) = Evaluate(text);

        Assert.Equal(UnknownArgument.Instance, value);
        Assert.Equal(id, evaluation.Error?.Id);
        Assert.Equal(message, string.Join('|', evaluation.Error!.Value.Message));
    }

    [Theory]
    [InlineData("rate")]
    [InlineData("open")]
    public void AParameterAlone_HasItsOwnValue(string name) => Assert.Equal(s_parameters[name], Evaluate(name).Value);

    [Fact]
    public void WhatDependsOnAnUnknownParameter_IsUnknownAndNoError()
    {
        Assert.Equal(UnknownArgument.Instance, Evaluate("open == 3 || a == 5").Value);
        (ArgumentValue value, SizeEvaluation evaluation) = Evaluate("2 * (open + 1) / a");

        Assert.Equal(UnknownArgument.Instance, value);
        Assert.Null(evaluation.Error);
    }

    /// <summary>Against a second evaluator, which works on exact fractions of unlimited size while the text is made.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomExpressions_HaveTheExactValue_OrAnError(int seed)
    {
        Random random = new(seed);
        int exact = 0;
        for (int i = 0; i < 5_000; i++)
        {
            (string text, BigInteger? expected) = RandomExpression(random, depth: 4);

            (ArgumentValue value, SizeEvaluation evaluation) = Evaluate(text);

            exact += expected is null ? 0 : 1;
            Assert.True(expected is null == evaluation.Error is not null, $"{text}: expected {expected}, got {value.Text}");
            Assert.True(expected is null || value == new IntegerArgument((int)expected), $"{text}: expected {expected}, got {value.Text}");
        }

        Assert.InRange(exact, 500, 4_900);
    }

    /// <summary>A text and its value, null where a step is not whole or leaves 32 bits.</summary>
    private static (string Text, BigInteger? Value) RandomExpression(Random random, int depth) =>
        Chain(random, ["+", "-", "−"], () => Chain(random, ["*", "×", "·", "/", "÷"], () => RandomFactor(random, depth)));

    private static (string Text, BigInteger? Value) RandomFactor(Random random, int depth)
    {
        switch (random.Next(depth == 0 ? 3 : 6))
        {
            case 0:
                return ("a", 12);
            case 1:
                int large = random.Next();
                return (large.ToString(CultureInfo.InvariantCulture), large);
            case 5:
                (string negated, BigInteger? value) = RandomFactor(random, depth - 1);
                return ("-" + negated, InRange(-value));
            case 3 or 4:
                (string inner, value) = RandomExpression(random, depth - 1);
                return ($"({inner})", value);
            default:
                int small = random.Next(10);
                return (small.ToString(CultureInfo.InvariantCulture), small);
        }
    }

    /// <summary>Some operands with operators of one precedence between them, which are applied from left to right.</summary>
    private static (string Text, BigInteger? Value) Chain(Random random, string[] operators, Func<(string Text, BigInteger? Value)> operand)
    {
        (string text, BigInteger? value) = operand();
        for (int more = random.Next(4) / 2; more > 0; more--)
        {
            string sign = operators[random.Next(operators.Length)];
            (string next, BigInteger? right) = operand();
            text += (random.Next(2) == 0 ? $" {sign} " : sign) + next;
            value = InRange(sign switch
            {
                _ when value is null || right is null => null,
                "+" => value + right,
                "-" or "−" => value - right,
                "/" or "÷" => right.Value.IsZero || !(value.Value % right.Value).IsZero ? null : value / right,
                _ => value * right,
            });
        }

        return (text, value);
    }

    private static BigInteger? InRange(BigInteger? value) => value < int.MinValue || value > int.MaxValue ? null : value;

    private static (ArgumentValue Value, SizeEvaluation Evaluation) Evaluate(string text)
    {
        SizeExpression? expression = SizeExpressionParser.Parse(text, out string? error);
        Assert.True(expression is not null, $"{text}: {error}");
        SizeEvaluation evaluation = new(text, s_parameters, "block 'Unit'");
        return (evaluation.Evaluate(expression), evaluation);
    }
}
