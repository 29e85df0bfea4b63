using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using CnnGen.Testing;
using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>What the symbols in the packed assemblies say about where their sources are.</summary>
[Collection(PackageCollection.Name)]
public sealed class SymbolTests(PackedPackage package)
{
    private static readonly Guid s_sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    public static TheoryData<string> Assemblies =>
    [
        "lib/net10.0/CnnGen.dll",
        "analyzers/dotnet/cs/CnnGen.Generator.dll",
        "analyzers/dotnet/cs/CnnGen.CodeFixes.dll",
        "analyzers/dotnet/cs/CnnGen.Completions.dll",
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Sources_AreNamedWithoutTheFolderOfTheBuild(string assembly)
    {
        byte[] file = package.Read(assembly);
        using MetadataReaderProvider symbols = ReadSymbols(file);
        MetadataReader reader = symbols.GetMetadataReader();

        string[] sources = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToArray();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.StartsWith("/_", source, StringComparison.Ordinal));
        Assert.Equal(-1, file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Repository.Root.TrimEnd('/', '\\'))));
    }

    /// <summary>Only a checkout knows its commit; an exported folder has nothing to link to.</summary>
    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Sources_OfACheckout_LinkToTheirCommit(string assembly)
    {
        using MetadataReaderProvider symbols = ReadSymbols(package.Read(assembly));
        MetadataReader reader = symbols.GetMetadataReader();
        byte[]? link = reader.CustomDebugInformation
            .Select(reader.GetCustomDebugInformation)
            .Where(information => reader.GetGuid(information.Kind) == s_sourceLink)
            .Select(information => reader.GetBlobBytes(information.Value))
            .SingleOrDefault();

        if (!Path.Exists(Path.Combine(Repository.Root, ".git")))
        {
            Assert.Null(link);
            return;
        }

        using JsonDocument map = JsonDocument.Parse(link ?? []);
        JsonProperty root = Assert.Single(map.RootElement.GetProperty("documents").EnumerateObject());
        Assert.Equal("/_/*", root.Name);
        Assert.Matches("^https://raw\\.githubusercontent\\.com/[^/]+/[^/]+/[0-9a-f]{40}/\\*$", root.Value.GetString());
    }

    private static MetadataReaderProvider ReadSymbols(byte[] file)
    {
        using PEReader assembly = new(ImmutableArray.Create(file));
        DebugDirectoryEntry entry = Assert.Single(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        return assembly.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
    }
}
