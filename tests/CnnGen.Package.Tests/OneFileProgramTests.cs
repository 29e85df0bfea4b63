using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>The first example of the README: one file, <c>dotnet run</c>, and the packed package.</summary>
[Collection(PackageCollection.Name)]
public sealed class OneFileProgramTests(PackedPackage package)
{
    private const string FirstDirective = "#:package CnnGen@";

    [Fact]
    public void FirstExampleOfTheReadme_TrainsWithoutAWarning()
    {
        string program = FirstExample();
        Assert.StartsWith(FirstDirective + package.Version + "\n", program, StringComparison.Ordinal);
        using ConsumerFolder folder = new(package);
        folder.Write("stripes.cs", program);

        ProgramRun run = folder.Dotnet("", "run", "stripes.cs").Succeeded();

        Assert.DoesNotContain("warning", run.Output, StringComparison.Ordinal);
        Assert.Equal("accuracy on pictures it has not seen: 100.0 %", run.Lines[^1]);
    }

    private static string FirstExample()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        int start = readme.IndexOf(FirstDirective, StringComparison.Ordinal);
        Assert.True(start >= 0, $"README.md has no program that begins with {FirstDirective}");
        return readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
