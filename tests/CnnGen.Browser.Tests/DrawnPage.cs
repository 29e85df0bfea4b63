using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>A page that is drawn on and answers with a digit.</summary>
internal abstract class DrawnPage(IPage page) : VisitedPage(page)
{
    public Task<string?> Answer() => Page.TextContentAsync("#answer");

    public async Task Clear()
    {
        await Page.ClickAsync("#clear");
        await Page.WaitForFunctionAsync("document.getElementById('answer').textContent === '?'");
    }

    /// <summary>Draws strokes by mouse; places are shares of the drawing area.</summary>
    public async Task DrawByMouse(params (double X, double Y)[][] strokes)
    {
        LocatorBoundingBoxResult box = await PadBox();
        foreach ((double X, double Y)[] stroke in strokes)
        {
            await Page.Mouse.MoveAsync(At(box.X, box.Width, stroke[0].X), At(box.Y, box.Height, stroke[0].Y));
            await Page.Mouse.DownAsync();
            foreach ((double x, double y) in stroke.Skip(1))
            {
                await Page.Mouse.MoveAsync(At(box.X, box.Width, x), At(box.Y, box.Height, y), new MouseMoveOptions { Steps = 5 });
            }

            await Page.Mouse.UpAsync();
        }

        await Rest();
    }

    /// <summary>Draws one stroke by finger.</summary>
    public async Task DrawByTouch(params (double X, double Y)[] stroke)
    {
        LocatorBoundingBoxResult box = await PadBox();
        ICDPSession session = await Page.Context.NewCDPSessionAsync(Page);
        for (int i = 0; i <= stroke.Length; i++)
        {
            object[] points = i == stroke.Length ? [] : [new { x = At(box.X, box.Width, stroke[i].X), y = At(box.Y, box.Height, stroke[i].Y) }];
            string type = i == 0 ? "touchStart" : i == stroke.Length ? "touchEnd" : "touchMove";
            await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = points });
        }

        await Rest();
    }

    private static float At(float start, float length, double share) => start + (length * (float)share);

    private async Task<LocatorBoundingBoxResult> PadBox()
    {
        await Page.Locator("#pad").ScrollIntoViewIfNeededAsync();
        return (await Page.Locator("#pad").BoundingBoxAsync())!;
    }
}
