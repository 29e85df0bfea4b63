using CnnGen.Testing;
using Xunit;

namespace CnnGen.NativeAot.Tests.Library;

/// <summary>CnnGen.NativeAot.Library as it is published: a shared library and its headers.</summary>
public sealed class PublishedLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new("library");

    public PublishedLibrary()
    {
        string project = Path.Combine(Repository.Root, "tests", "CnnGen.NativeAot.Library");
        ProgramRun publish = DotnetCommand.Run(Repository.Root, "publish", project, "-c", Repository.Configuration, "--no-build", "-o", Folder).Succeeded();
        Assert.DoesNotContain("warning", publish.Output, StringComparison.OrdinalIgnoreCase);

        // Debian's valgrind gives up on symbols that it does not know the format of.
        File.Delete(PathOf("CnnGen.NativeAot.Library.so.dbg"));
    }

    /// <summary>The published folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>The shared library.</summary>
    public string SharedObject => PathOf("CnnGen.NativeAot.Library.so");

    /// <summary>A path in the published folder.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Dispose() => _folder.Dispose();
}
