using System.Globalization;
using System.Text.RegularExpressions;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Samples.Tests;

/// <summary>samples/Digits8x8: the smallest training.</summary>
public class Digits8x8Tests
{
    [Theory]
    [InlineData("2")]
    [InlineData("3")]
    public void TheNetwork_LearnsToReadDigitsItHasNotSeen(string seed)
    {
        ProgramRun run = SamplePrograms.Run("Digits8x8", "--seed", seed).Succeeded();

        Assert.Contains("1437 digits to learn, 360 held out", run.Output, StringComparison.Ordinal);
        Match accuracy = Regex.Match(run.Lines[^1], @"^held-out accuracy (\S+) %");
        Assert.InRange(double.Parse(accuracy.Groups[1].Value, CultureInfo.InvariantCulture), 97, 100);
    }

    [Theory]
    [InlineData("--seed")]
    [InlineData("--seed", "one")]
    [InlineData("train")]
    public void OtherArguments_AreRefused(params string[] arguments)
    {
        ProgramRun run = SamplePrograms.Run("Digits8x8", arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("usage: Digits8x8 [--seed NUMBER]", Assert.Single(run.Lines));
    }
}
