using CnnGen.Testing;
using Microsoft.Playwright;
using Xunit;

namespace CnnGen.Browser.Tests;

/// <summary>A project for the browser as it is published, a server for it, and Debian's Chromium.</summary>
public abstract class Site : IAsyncLifetime
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
        _files = new StaticFiles(Path.Combine(Publish(), "wwwroot"));
        Directory.CreateDirectory(Pictures);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        _files?.Dispose();
    }

    /// <summary>Publishes the project and names the folder.</summary>
    private protected abstract string Publish();

    /// <summary>Publishes a sample.</summary>
    /// <param name="sample">Its folder in samples.</param>
    private protected static string PublishSample(string sample)
    {
        string folder = Path.Combine(Repository.Root, "artifacts", "browser-site", sample);
        DotnetCommand.Run(Repository.Root, "publish", Path.Combine("samples", sample), "-c", "Release", "-o", folder).Succeeded();
        return folder;
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
