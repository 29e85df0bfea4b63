using System.Text;
using CnnGen.Generator.Emission;
using Xunit;

namespace CnnGen.Generator.Tests.Emission;

public class LineBreaksTests
{
    [Theory]
    [InlineData("Call(first, second, third);", 40, "Call(first, second, third);")]
    [InlineData("    Call(one + two + three + four + five, 6, seven);", 48, "    Call(one + two + three + four + five, 6,\n        seven);")]
    [InlineData("V y = Add(Multiply(first, second, third), fourth);", 42, "V y = Add(Multiply(first, second, third),\n    fourth);")]
    [InlineData("string text = \"one, two, three, four, five\" + other;", 48, "string text = \"one, two, three, four, five\"\n    + other;")]
    [InlineData("public static Net Load(string path) => new(path, 1);", 44, "public static Net Load(string path) =>\n    new(path, 1);")]
    [InlineData("  // Words of a comment that is longer than a line.", 40, "  // Words of a comment that is longer\n  //   than a line.")]
    [InlineData("/// Words of a comment that is longer than a line.", 40, "/// Words of a comment that is longer\n///   than a line.")]
    [InlineData("NoBlankIsAnywhereInThisLineOfTextWhichIsLong", 20, "NoBlankIsAnywhereInThisLineOfTextWhichIsLong")]
    public void ALongLine_IsBrokenAsFarOutsideAsCanBe(string line, int longest, string expected)
    {
        StringBuilder text = new();
        LineBreaks.Append(text, line, longest);
        Assert.Equal(expected, text.ToString());
    }
}
