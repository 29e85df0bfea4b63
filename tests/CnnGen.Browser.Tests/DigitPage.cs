using System.Globalization;
using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>The page as its visitor sees it.</summary>
internal sealed class DigitPage(IPage page) : IAsyncDisposable
{
    private const float PatienceMilliseconds = 120_000;

    private readonly List<string> _complaints = [];

    /// <summary>Errors of scripts and the console.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public IPage Page => page;

    public async Task Start(string address)
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
        await page.WaitForFunctionAsync("document.getElementById('answer').textContent !== '?'", null, new PageWaitForFunctionOptions { Timeout = PatienceMilliseconds });
    }

    public Task<string?> Answer() => page.TextContentAsync("#answer");

    /// <summary>Milliseconds of the last answer.</summary>
    public async Task<double> Milliseconds() => double.Parse((await page.TextContentAsync("#milliseconds"))!.Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Waits until the newest drawing is answered.</summary>
    public Task Rest() => page.WaitForFunctionAsync("!document.body.hasAttribute('aria-busy')", null, new PageWaitForFunctionOptions { Timeout = PatienceMilliseconds });

    public async Task Clear()
    {
        await page.ClickAsync("#clear");
        await page.WaitForFunctionAsync("document.getElementById('answer').textContent === '?'");
    }

    /// <summary>Draws strokes by mouse; places are shares of the drawing area.</summary>
    public async Task DrawByMouse(params (double X, double Y)[][] strokes)
    {
        LocatorBoundingBoxResult box = await PadBox();
        foreach ((double X, double Y)[] stroke in strokes)
        {
            await page.Mouse.MoveAsync(At(box.X, box.Width, stroke[0].X), At(box.Y, box.Height, stroke[0].Y));
            await page.Mouse.DownAsync();
            foreach ((double x, double y) in stroke.Skip(1))
            {
                await page.Mouse.MoveAsync(At(box.X, box.Width, x), At(box.Y, box.Height, y), new MouseMoveOptions { Steps = 5 });
            }

            await page.Mouse.UpAsync();
        }

        await Rest();
    }

    /// <summary>Draws one stroke by finger.</summary>
    public async Task DrawByTouch(params (double X, double Y)[] stroke)
    {
        LocatorBoundingBoxResult box = await PadBox();
        ICDPSession session = await page.Context.NewCDPSessionAsync(page);
        for (int i = 0; i <= stroke.Length; i++)
        {
            object[] points = i == stroke.Length ? [] : [new { x = At(box.X, box.Width, stroke[i].X), y = At(box.Y, box.Height, stroke[i].Y) }];
            string type = i == 0 ? "touchStart" : i == stroke.Length ? "touchEnd" : "touchMove";
            await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });
        }

        await Rest();
    }

    public ValueTask DisposeAsync() => new(page.Context.CloseAsync());

    private static float At(float start, float length, double share) => start + (length * (float)share);

    private async Task<LocatorBoundingBoxResult> PadBox()
    {
        await page.Locator("#pad").ScrollIntoViewIfNeededAsync();
        return (await page.Locator("#pad").BoundingBoxAsync())!;
    }
}
