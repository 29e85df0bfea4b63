using CnnGen.Testing;
using Microsoft.Playwright;
using Xunit;

namespace CnnGen.Browser.Tests;

/// <summary>samples/Browser as it is published, a server for it, and Debian's Chromium.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private StaticFiles? _files;

    /// <summary>Where screenshots are left, to be looked at.</summary>
    public static string Pictures { get; } = Path.Combine(Repository.Root, "artifacts", "browser");

    internal StaticFiles Files => _files!;

    public async Task InitializeAsync()
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "browser-site");
        DotnetCommand.Run(Repository.Root, "publish", Path.Combine("samples", "Browser"), "-c", "Release", "-o", folder).Succeeded();
        Directory.CreateDirectory(Pictures);
        _files = new StaticFiles(Path.Combine(folder, "wwwroot"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>The page, once the network has answered for the first time. A message in its console or an exception fails the test that asks for it.</summary>
    internal async Task<DigitPage> Open(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = true,
        });
        DigitPage page = new(await context.NewPageAsync());
        await page.Start(Files.Address);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _files?.Dispose();
    }
}
