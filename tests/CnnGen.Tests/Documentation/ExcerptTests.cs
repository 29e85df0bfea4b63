using System.Text.RegularExpressions;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Tests.Documentation;

/// <summary>Code on pages that says which file it is from stands in that file, line after line. The programs themselves are run by .ci/run.</summary>
public sealed partial class ExcerptTests
{
    public static TheoryData<string> Pages => new(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(path => Path.GetFileName(path)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Excerpts_StandInTheirFiles(string page)
    {
        foreach (Match excerpt in Excerpt().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", page))))
        {
            string file = excerpt.Groups["file"].Value;
            string source = WithoutIndentation(File.ReadAllText(Path.Combine(Repository.Root, file)));
            string code = WithoutIndentation(excerpt.Groups["code"].Value);
            Assert.True(source.Contains(code, StringComparison.Ordinal), $"docs/{page}: this does not stand in {file}:\n{code}");
        }
    }

    [Fact]
    public void TheTutorial_HasExcerpts() =>
        Assert.True(Excerpt().Count(File.ReadAllText(Path.Combine(Repository.Root, "docs", "segmentation.md"))) >= 5);

    private static string WithoutIndentation(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.Trim()));

    [GeneratedRegex(@"<!-- (?<file>\S+\.cs) -->\s*```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpt();
}
