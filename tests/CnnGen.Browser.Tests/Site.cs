using CnnGen.Testing;
using Microsoft.Playwright;
using Xunit;

namespace CnnGen.Browser.Tests;

/// <summary>A sample for the browser as it is published, a server for it, and Debian's Chromium.</summary>
/// <param name="sample">Its folder in samples.</param>
public abstract class Site(string sample) : IAsyncLifetime
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
        string folder = Path.Combine(Repository.Root, "artifacts", "browser-site", sample);
        DotnetCommand.Run(Repository.Root, "publish", Path.Combine("samples", sample), "-c", "Release", "-o", folder).Succeeded();
        Directory.CreateDirectory(Pictures);
        _files = new StaticFiles(Path.Combine(folder, "wwwroot"));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
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

    /// <summary>An empty page as a visitor has it.</summary>
    private protected async Task<IPage> NewPage(int width, int height, ColorScheme scheme)
    {
        IBrowserContext context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            HasTouch = true,
        });
        return await context.NewPageAsync();
    }
}
