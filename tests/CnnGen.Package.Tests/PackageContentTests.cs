using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Packing_MakesOnePackage() => Assert.Equal($"CnnGen.{package.Version}.nupkg", Path.GetFileName(Assert.Single(package.Files)));

    [Theory]
    [InlineData("lib/net10.0/CnnGen.dll")]
    [InlineData("lib/net10.0/CnnGen.xml")]
    [InlineData("analyzers/dotnet/cs/CnnGen.Generator.dll")]
    [InlineData("analyzers/dotnet/cs/CnnGen.CodeFixes.dll")]
    [InlineData("analyzers/dotnet/cs/CnnGen.Completions.dll")]
    [InlineData("build/net10.0/CnnGen.props")]
    [InlineData("buildTransitive/net10.0/CnnGen.props")]
    [InlineData("build/net10.0/CnnGen.targets")]
    [InlineData("buildTransitive/net10.0/CnnGen.targets")]
    [InlineData("build/net10.0/CnnGen.InstructionSets.targets")]
    [InlineData("build/net10.0/InstructionSets/Dispatch.c")]
    [InlineData("build/net10.0/InstructionSets/ProcessorLevel.c")]
    [InlineData("buildTransitive/net10.0/CnnGen.InstructionSets.targets")]
    [InlineData("buildTransitive/net10.0/InstructionSets/Dispatch.c")]
    [InlineData("buildTransitive/net10.0/InstructionSets/ProcessorLevel.c")]
    [InlineData("build/net10.0/CnnGen.NativeExport.targets")]
    [InlineData("build/net10.0/CnnGen.Weights.targets")]
    [InlineData("build/net10.0/WriteWeightHeader.cs")]
    [InlineData("buildTransitive/net10.0/CnnGen.Weights.targets")]
    [InlineData("buildTransitive/net10.0/WriteWeightHeader.cs")]
    [InlineData("docs/native-aot.md")]
    [InlineData("docs/native-library.md")]
    [InlineData("README.md")]
    [InlineData("icon.png")]
    [InlineData("CHANGELOG.md")]
    [InlineData("LICENSE")]
    public void Package_Contains(string entry) => Assert.Contains(entry, package.Entries);

    [Fact]
    public void Package_ContainsTheHelpPageOfEveryDiagnostic()
    {
        string[] pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "*.md").Select(page => Path.GetFileName(page)!).ToArray();
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains("docs/diagnostics/" + page, package.Entries));
    }

    [Fact]
    public void Package_DependsOnNothing()
    {
        IEnumerable<string> assemblies = package.Entries.Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal));
        Assert.DoesNotContain("<dependency ", package.Nuspec, StringComparison.Ordinal);
        Assert.All(assemblies, assembly => Assert.StartsWith("CnnGen", Path.GetFileName(assembly), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<license type=\"expression\">MIT</license>")]
    [InlineData("<readme>README.md</readme>")]
    [InlineData("<icon>icon.png</icon>")]
    [InlineData("<description>")]
    [InlineData("<releaseNotes>### ")]
    [InlineData($"<projectUrl>{PublishedPages.Repository}</projectUrl>")]
    [InlineData($"<repository type=\"git\" url=\"{PublishedPages.Repository}\"")]
    public void Package_SaysWhatItIsAndWhereItComesFrom(string text) => Assert.Contains(text, package.Nuspec, StringComparison.Ordinal);

    [Fact]
    public void Packing_SameFilesLater_GivesTheSameBytes()
    {
        using TemporaryFolder folder = new("package-again");
        PackedPackage.Pack(folder.Path);
        Assert.Equal(File.ReadAllBytes(package.Files[0]), File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    /// <summary>A gallery resolves no relative link.</summary>
    [Fact]
    public void PackedReadme_LinksLeadToPagesOfTheRepository()
    {
        string[] targets = PublishedPages.LinkTargets(package.ReadText("README.md"));

        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.StartsWith(PublishedPages.Base, target, StringComparison.Ordinal));
        Assert.All(targets, target => Assert.True(Path.Exists(PublishedPages.SourceOf(target)), $"{target} is not in the repository"));
    }
}
