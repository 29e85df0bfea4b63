using System.IO.Compression;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>The packages beside the library: each is made, has its own page, and brings the library.</summary>
public class OtherPackagesTests
{
    [Theory]
    [InlineData("CnnGen.Imaging", "imaging.md")]
    [InlineData("CnnGen.Mpi", "distributed.md")]
    public void APackage_HasItsPageAndBringsTheLibrary(string project, string page)
    {
        using TemporaryFolder folder = new("packages");
        PackedPackage.Pack(folder.Path, project);

        using ZipArchive archive = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Path)));
        string[] entries = [.. archive.Entries.Select(entry => entry.FullName)];
        Assert.Superset(
            new HashSet<string> { "README.md", "CHANGELOG.md", "LICENSE", "icon.png", $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml" },
            entries.ToHashSet());
        Assert.Equal(entries.Length, entries.Distinct().Count());
        Assert.Contains("<dependency id=\"CnnGen\"", Text(archive, project + ".nuspec"), StringComparison.Ordinal);
        string title = File.ReadLines(Path.Combine(Repository.Root, "docs", page)).First();
        string readme = Text(archive, "README.md");
        Assert.StartsWith(title, readme, StringComparison.Ordinal);
        Assert.DoesNotContain("](../", readme, StringComparison.Ordinal);
    }

    private static string Text(ZipArchive archive, string entry)
    {
        using StreamReader reader = new(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }
}
