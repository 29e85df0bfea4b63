using System.IO.Compression;
using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>The package, made once from what the build left, in a folder that serves as a package source.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly TemporaryFolder _folder = new("package");

    public PackedPackage()
    {
        Pack(_folder.Path);
        Files = Directory.GetFiles(_folder.Path);
        using (ZipArchive archive = ZipFile.OpenRead(Files[0]))
        {
            Entries = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        }

        Nuspec = ReadText("CnnGen.nuspec");
    }

    /// <summary>The folder as a package source.</summary>
    public string Source => _folder.Path;

    /// <summary>What packing wrote.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Paths inside the package.</summary>
    public IReadOnlySet<string> Entries { get; }

    public string Nuspec { get; }

    public string Version => Path.GetFileNameWithoutExtension(Files[0])["CnnGen.".Length..];

    /// <summary>Makes the package of what the build left.</summary>
    /// <param name="folder">Where it is written.</param>
    /// <param name="project">The project in src.</param>
    public static void Pack(string folder, string project = "CnnGen") =>
        DotnetCommand
            .Run(Repository.Root, "pack", Path.Combine(Repository.Root, "src", project), "-c", Repository.Configuration, "--no-build", "-o", folder)
            .Succeeded();

    /// <summary>The content of an entry.</summary>
    public byte[] Read(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Files[0]);
        using Stream content = archive.GetEntry(entry)!.Open();
        using MemoryStream copy = new();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The content of an entry as text.</summary>
    public string ReadText(string entry)
    {
        using StreamReader reader = new(new MemoryStream(Read(entry)));
        return reader.ReadToEnd();
    }

    public void Dispose() => _folder.Dispose();
}
