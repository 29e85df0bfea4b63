using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>A page as its visitor sees it, and what it complained about meanwhile.</summary>
internal abstract class VisitedPage(IPage page) : IAsyncDisposable
{
    private protected const float PatienceMilliseconds = 120_000;

    private readonly List<string> _complaints = [];

    /// <summary>Errors of scripts and the console.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public IPage Page => page;

    /// <summary>Waits until the newest question is answered.</summary>
    public Task Rest() => WaitFor("!document.body.hasAttribute('aria-busy')");

    public ValueTask DisposeAsync() => new(page.Context.CloseAsync());

    /// <summary>A picture of the whole page, to be looked at.</summary>
    public Task TakePicture(string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Site.Pictures, name + ".png"), FullPage = true });

    /// <summary>Pixels by which the page is wider than its window: 0, or it has to be moved sideways.</summary>
    public Task<int> Overflow() => page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    /// <summary>Whether a finger hits every button.</summary>
    public Task<bool> HasLargeButtons() => page.EvaluateAsync<bool>("[...document.querySelectorAll('button')].every(button => button.offsetHeight >= 44)");

    private protected Task WaitFor(string condition) =>
        page.WaitForFunctionAsync(condition, null, new PageWaitForFunctionOptions { Timeout = PatienceMilliseconds });

    private protected async Task Go(string address)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        await page.GotoAsync(address);
    }
}
