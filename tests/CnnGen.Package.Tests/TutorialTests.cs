using System.Globalization;
using System.Text.RegularExpressions;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>
/// Pages whose programs are written to an empty folder as they stand there, run on the packed packages, and compared with what the page says they print.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed partial class TutorialTests(PackedPackage package)
{
    [Theory]
    [InlineData("when-the-loss-does-not-fall.md")]
    [InlineData("reading-a-report.md")]
    public void Programs_PrintWhatThePageSays(string page)
    {
        PackedPackage.Pack(package.Source, "CnnGen.Imaging");
        using ConsumerFolder folder = new(package);

        AssertPrints(Written(page, folder), folder);

        // The sections that the other page explains are those of the report.
        if (File.Exists(folder.PathOf("report.html")))
        {
            string report = File.ReadAllText(folder.PathOf("report.html"));
            Assert.All(["Confusion", "Where it looks", "Values of the layers", "Time"], title =>
            {
                Assert.Contains($"<h2>{title}", report, StringComparison.Ordinal);
                Assert.Contains($"\n## {title}\n", Text(page), StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void WeightsOfPyTorch_GiveItsAnswer()
    {
        const string Page = "from-pytorch.md";
        string committed = Path.Combine(Repository.Root, "tests", "CnnGen.Package.Tests", "Tutorials");
        string tool = Path.Combine(Repository.Root, "src", "CnnGen.Tool", "bin", Repository.Configuration, "net10.0", "CnnGen.Tool.dll");
        using ConsumerFolder folder = new(package);
        string text = Written(Page, folder);
        Assert.Equal(File.ReadAllText(Path.Combine(committed, "export.py")).ReplaceLineEndings("\n"), File.ReadAllText(folder.PathOf("export.py")));
        File.Copy(Path.Combine(committed, "tiny.pth"), folder.PathOf("tiny.pth"));

        folder.Dotnet("", "exec", tool, "weights", "convert", "tiny.pth", "tiny.safetensors").Succeeded();

        AssertPrints(text, folder);
    }

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, "docs", page)).ReplaceLineEndings("\n");

    /// <summary>The page, whose files are now in the folder.</summary>
    private static string Written(string page, ConsumerFolder folder)
    {
        string text = Text(page);
        foreach (Match file in FileOfPage().Matches(text))
        {
            folder.Write(file.Groups["name"].Value, file.Groups["text"].Value);
        }

        return text;
    }

    private static void AssertPrints(string text, ConsumerFolder folder)
    {
        MatchCollection programs = Printed().Matches(text);
        Assert.NotEmpty(programs);
        foreach (Match program in programs)
        {
            ProgramRun run = folder.Dotnet("", "run", program.Groups["name"].Value).Succeeded();
            string expected = program.Groups["text"].Value.Trim();
            string actual = run.Output.ReplaceLineEndings("\n").Trim();
            Assert.Equal(Number().Replace(expected, "#"), Number().Replace(actual, "#"));
            Assert.All(Number().Matches(expected).Zip(Number().Matches(actual)), pair => Assert.True(
                IsNear(pair.First.Value, pair.Second.Value),
                $"{pair.First.Value} on the page, {pair.Second.Value} printed:\n{run.Output}"));
        }
    }

    /// <summary>Whether two numbers are equal, or differ by one in the last decimal: sums of other vector widths are rounded elsewhere.</summary>
    private static bool IsNear(string expected, string actual)
    {
        int point = expected.IndexOf('.', StringComparison.Ordinal);
        double allowed = point < 0 ? 0 : 1.01 * Math.Pow(10, point + 1 - expected.Length);
        return Math.Abs(double.Parse(expected, CultureInfo.InvariantCulture) - double.Parse(actual, CultureInfo.InvariantCulture)) <= allowed;
    }

    [GeneratedRegex(@"<!-- file: (?<name>\S+) -->\s*```\w+\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex FileOfPage();

    [GeneratedRegex(@"<!-- prints: (?<name>\S+) -->\s*```\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Printed();

    [GeneratedRegex(@"-?\d+(\.\d+)?")]
    private static partial Regex Number();
}
