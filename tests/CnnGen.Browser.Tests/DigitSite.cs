using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>samples/Browser.</summary>
public sealed class DigitSite : Site
{
    /// <summary>The page, once the network has answered for the first time. A message in its console or an exception fails the test that asks for it.</summary>
    internal async Task<DigitPage> Open(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        DigitPage page = new(await NewPage(width, height, scheme));
        await page.Start(Files.Address);
        return page;
    }

    private protected override string Publish() => PublishSample("Browser");
}
