using CnnGen.Package.Tests;
using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>What <c>dotnet new cnngen-browser</c> makes in an empty folder, published with the packed packages and nothing else of ours.</summary>
public sealed class TemplateSite : Site
{
    /// <summary>The name is no C# identifier, as names of folders often are.</summary>
    private const string Name = "my-page.2";

    private PackedPackage? _package;
    private ConsumerFolder? _folder;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder?.Dispose();
        _package?.Dispose();
    }

    /// <summary>The page, once the network has its weights.</summary>
    internal async Task<TemplatePage> Open(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        TemplatePage page = new(await NewPage(width, height, scheme));
        await page.Start(Files.Address);
        return page;
    }

    private protected override string Publish()
    {
        _package = new PackedPackage();
        _folder = new ConsumerFolder(_package);
        using PackedTemplates templates = new();
        _folder.Dotnet("", "new", "install", templates.File).Succeeded();
        _folder.Dotnet("", "new", "cnngen-browser", "-o", Name).Succeeded();
        _folder.Dotnet(Name, "publish", "-o", "published", "-warnaserror").Succeeded();
        return _folder.PathOf(Path.Combine(Name, "published"));
    }
}
