using CnnGen.Testing;

namespace CnnGen.Package.Tests;

/// <summary>The package of templates, made once.</summary>
public sealed class PackedTemplates : IDisposable
{
    private readonly TemporaryFolder _folder = new("templates");

    public PackedTemplates()
    {
        DotnetCommand
            .Run(Repository.Root, "pack", Path.Combine(Repository.Root, "src", "CnnGen.Templates"), "-c", Repository.Configuration, "-o", _folder.Path)
            .Succeeded();
        File = Directory.GetFiles(_folder.Path).Single();
    }

    /// <summary>The package's path.</summary>
    public string File { get; }

    public void Dispose() => _folder.Dispose();
}
