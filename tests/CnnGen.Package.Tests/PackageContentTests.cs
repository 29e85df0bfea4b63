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
    [InlineData("build/CnnGen.targets")]
    [InlineData("buildTransitive/CnnGen.targets")]
    [InlineData("build/CnnGen.InstructionSets.targets")]
    [InlineData("build/InstructionSets/Dispatch.c")]
    [InlineData("build/InstructionSets/ProcessorLevel.c")]
    [InlineData("buildTransitive/CnnGen.InstructionSets.targets")]
    [InlineData("buildTransitive/InstructionSets/Dispatch.c")]
    [InlineData("buildTransitive/InstructionSets/ProcessorLevel.c")]
    [InlineData("docs/native-aot.md")]
    [InlineData("README.md")]
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

    [Fact]
    public void Package_SaysWhatItIs()
    {
        Assert.Contains("<license type=\"expression\">MIT</license>", package.Nuspec, StringComparison.Ordinal);
        Assert.Contains("<readme>README.md</readme>", package.Nuspec, StringComparison.Ordinal);
        Assert.Contains("<description>", package.Nuspec, StringComparison.Ordinal);
    }
}
