using System.CommandLine;
using CnnGen.Benchmarks.Commands;
using Xunit;

namespace CnnGen.Tests.Benchmarks;

public sealed class CheckedOptionTests
{
    private readonly Option<int[]?> _threads = CheckedOption.Counts("--threads", "Thread counts.");
    private readonly Option<double?> _seconds = CheckedOption.Number("--seconds", "A length.");
    private readonly Option<int?> _rounds = CheckedOption.Count("--rounds", "Turns.");
    private readonly Option<string[]?> _networks = CheckedOption.Words("--networks", "Names.");

    [Fact]
    public void Lists_AreSeparatedByCommas()
    {
        ParseResult line = Read("--threads", "1, 2", "--networks", "A, B");
        Assert.Equal([1, 2], line.ListOf(_threads)!);
        Assert.Equal(["A", "B"], line.ListOf(_networks)!);
    }

    [Fact]
    public void AnOptionThatIsNotGiven_IsNull()
    {
        ParseResult line = Read();
        Assert.Null(line.ListOf(_threads));
        Assert.Null(line.GetValue(_seconds));
        Assert.Null(line.GetValue(_rounds));
        Assert.Empty(line.Errors);
    }

    [Fact]
    public void Numbers_AreRead()
    {
        ParseResult line = Read("--seconds", "0.25", "--rounds", "7");
        Assert.Equal(0.25, line.GetValue(_seconds));
        Assert.Equal(7, line.GetValue(_rounds));
    }

    [Theory]
    [InlineData("--treads", "1")]
    [InlineData("--threads")]
    [InlineData("--threads", "0")]
    [InlineData("--threads", "1.5")]
    [InlineData("--threads", "1,,2")]
    [InlineData("--rounds", "1,2")]
    [InlineData("--seconds", "NaN")]
    [InlineData("--networks", "A,,B")]
    public void AWrongValueOrOption_IsAnErrorThatNamesIt(params string[] words) =>
        Assert.Contains(Read(words).Errors, error => error.Message.Contains(words[0], StringComparison.Ordinal));

    private ParseResult Read(params string[] words) => new RootCommand { _threads, _seconds, _rounds, _networks }.Parse(words);
}
