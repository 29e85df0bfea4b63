using CnnGen.Generator.Loops;
using Xunit;

namespace CnnGen.Generator.Tests.Loops;

/// <summary>Sums and multiples of indices mean what they say, and are kept in one form.</summary>
public class IndexExpressionTests
{
    private static readonly string[] s_variables = ["oh", "ow", "ic", "k"];

    [Fact]
    public void Arithmetic_IsThatOfTheValues()
    {
        Random random = new(1);
        for (int i = 0; i < 2_000; i++)
        {
            (IndexExpression a, IndexExpression b) = (Any(random), Any(random));
            int factor = random.Next(-3, 4);
            Dictionary<string, int> values = s_variables.ToDictionary(variable => variable, _ => random.Next(-20, 20));

            Assert.Equal(Value(a, values) + Value(b, values), Value(a + b, values));
            Assert.Equal(Value(a, values) - Value(b, values), Value(a - b, values));
            Assert.Equal(Value(a, values) * factor, Value(a * factor, values));
            foreach (IndexExpression result in (IndexExpression[])[a + b, a - b, a * factor])
            {
                Assert.DoesNotContain(result.Terms, term => term.Factor == 0);
                Assert.Equal(result.Terms.Count, result.Terms.Select(term => term.Variable).Distinct().Count());
            }
        }
    }

    [Fact]
    public void WhatCancels_IsGone()
    {
        IndexExpression index = (IndexExpression.Of("oh") * 12) + (IndexExpression.Of("ow") * 3) + 7;
        Assert.Equal(0, index - index);
        Assert.Equal((IndexExpression.Of("ow") * 3) + 7, index - (IndexExpression.Of("oh") * 12));
    }

    [Fact]
    public void Substituting_GivesTheSameValue_AndLeavesTheOtherVariables()
    {
        Random random = new(2);
        for (int i = 0; i < 2_000; i++)
        {
            IndexExpression index = Any(random);
            Dictionary<string, int> values = s_variables.ToDictionary(variable => variable, _ => random.Next(-20, 20));
            string[] known = [.. s_variables.Where(_ => random.Next(2) == 0)];
            Substitution? substitution = known.Aggregate((Substitution?)null, (outer, variable) => new Substitution(outer, variable, values[variable]));
            if (substitution is null)
            {
                continue;
            }

            IndexExpression result = index.Substitute(substitution);

            Assert.Equal(Value(index, values), Value(result, values));
            Assert.Equal(index.Terms.Where(term => !known.Contains(term.Variable)), result.Terms);
        }
    }

    [Fact]
    public void TheInnermostVariableOfAName_Counts() =>
        Assert.Equal(5, IndexExpression.Of("k").Substitute(new Substitution(new Substitution(null, "k", 3), "k", 5)));

    [Theory]
    [InlineData("0", 0, 0, 0)]
    [InlineData("-4", 0, 0, -4)]
    [InlineData("oh", 1, 0, 0)]
    [InlineData("-oh", -1, 0, 0)]
    [InlineData("12 * oh", 12, 0, 0)]
    [InlineData("(12 * oh) + 5", 12, 0, 5)]
    [InlineData("oh - ow", 1, -1, 0)]
    [InlineData("(12 * oh) - (3 * ow) - 1", 12, -3, -1)]
    public void TheText_IsShortAndUnambiguous(string expected, int rows, int columns, int constant) =>
        Assert.Equal(expected, ((IndexExpression.Of("oh") * rows) + (IndexExpression.Of("ow") * columns) + constant).ToString());

    private static IndexExpression Any(Random random)
    {
        IndexExpression index = random.Next(-9, 10);
        for (int terms = random.Next(4); terms > 0; terms--)
        {
            index += IndexExpression.Of(s_variables[random.Next(s_variables.Length)]) * random.Next(-4, 5);
        }

        return index;
    }

    private static int Value(IndexExpression index, Dictionary<string, int> values) =>
        index.Constant + index.Terms.Sum(term => term.Factor * values[term.Variable]);
}
