using CnnGen.Benchmarks;
using Xunit;

namespace CnnGen.Tests.Benchmarks;

public sealed class ArgumentsTests
{
    [Fact]
    public void Words_AreWhatIsNoOption() => Assert.Equal(["load", "ResNet50"], Read("load", "--threads", "1,2", "ResNet50").Words);

    [Fact]
    public void Counts_AreReadFromAList() => Assert.Equal([1, 2], Read("--threads", "1, 2").Counts("threads", 4));

    [Fact]
    public void MissingOption_HasItsDefault() => Assert.Equal([4], Read("load").Counts("threads", 4));

    [Theory]
    [InlineData("--treads", "1")]
    [InlineData("--threads")]
    public void UnknownOptionOrMissingValue_IsAnError(params string[] line) => Assert.Throws<BenchmarkException>(() => Read(line));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1,,2")]
    public void WrongCounts_AreAnError(string value) => Assert.Throws<BenchmarkException>(() => Read("--threads", value).Counts("threads"));

    private static Arguments Read(params string[] line) => new(line, "threads");
}
