using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>samples/NetworkEditor.</summary>
public sealed class EditorSite : Site
{
    /// <summary>The page, once it has read its first network.</summary>
    internal async Task<EditorPage> Open(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        EditorPage page = new(await NewPage(width, height, scheme));
        await page.Start(Files.Address);
        return page;
    }

    private protected override string Publish() => PublishSample("NetworkEditor");
}
