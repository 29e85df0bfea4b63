using System.IO.Compression;
using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>The package, made once from what the build left, in a folder that serves as a package source.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder _folder = new("package");

    public PackedPackage()
    {
        string project = Path.Combine(Repository.Root, "src", "CnnGen");
        DotnetCommand.Run(Repository.Root, "pack", project, "-c", Repository.Configuration, "--no-build", "-o", _folder.Path).Succeeded();
        Files = Directory.GetFiles(_folder.Path);
        using ZipArchive archive = ZipFile.OpenRead(Files[0]);
        Entries = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        using StreamReader nuspec = new(archive.GetEntry("CnnGen.nuspec")!.Open());
        Nuspec = nuspec.ReadToEnd();
    }

    /// <summary>The folder as a package source.</summary>
    public string Source => _folder.Path;

    /// <summary>What packing wrote.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Paths inside the package.</summary>
    public IReadOnlySet<string> Entries { get; }

    public string Nuspec { get; }

    public string Version => Path.GetFileNameWithoutExtension(Files[0])["CnnGen.".Length..];

    public void Dispose() => _folder.Dispose();
}
