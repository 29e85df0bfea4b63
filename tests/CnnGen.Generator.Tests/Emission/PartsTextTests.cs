using CnnGen.Generator.Emission;
using CnnGen.Generator.Operators.Shapes;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace CnnGen.Generator.Tests.Emission;

public class PartsTextTests
{
    private const string Whole = "first line\nsecond line\nthird";

    private readonly PartsText _text = new(["", "first ", "", "", "line\nsec", "o", "nd line\nthird", ""]);

    [Fact]
    public void EverySpan_ReadsAsInOneString()
    {
        Assert.Equal(Whole.Length, _text.Length);
        for (int start = 0; start <= Whole.Length; start++)
        {
            for (int length = 0; length <= Whole.Length - start; length++)
            {
                Assert.Equal(Whole.Substring(start, length), _text.ToString(new TextSpan(start, length)));
            }
        }
    }

    [Fact]
    public void EveryCharacter_IsInItsPlace() => Assert.Equal(Whole, string.Concat(Enumerable.Range(0, Whole.Length).Select(i => _text[i])));

    [Fact]
    public void LinesAndChecksum_AreThoseOfOneString()
    {
        SourceText expected = SourceText.From(Whole, _text.Encoding);

        Assert.Equal(expected.Lines.Select(line => line.ToString()), _text.Lines.Select(line => line.ToString()));
        Assert.Equal(expected.GetChecksum().ToArray(), _text.GetChecksum().ToArray());
        Assert.True(expected.ContentEquals(_text));
    }

    [Fact]
    public void NoParts_AreAnEmptyText() => Assert.Equal("", new PartsText([]).ToString());

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 29)]
    [InlineData(28, 1)]
    public void PastTheEnd_ThereIsNothing(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _text.CopyTo(start, new char[100], 0, count));
}
