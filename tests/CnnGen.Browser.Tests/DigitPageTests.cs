using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Browser.Tests;

/// <summary>Digits drawn in Chromium and read by the network in the page.</summary>
public sealed class DigitPageTests(DigitSite site, ITestOutputHelper output) : IClassFixture<DigitSite>
{
    private const long LargestPayload = 2_500_000;

    public static TheoryData<string> Digits => new(DrawnDigits.Strokes.Keys);

    [Theory]
    [MemberData(nameof(Digits))]
    public async Task DrawnByMouse_IsRead(string digit)
    {
        await using DigitPage page = await site.Open();
        await page.Clear();

        await page.DrawByMouse(DrawnDigits.Strokes[digit]);

        Assert.Equal(digit, await page.Answer());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task DrawnByFinger_IsRead_AndTheProbabilitiesAddUp()
    {
        await using DigitPage page = await site.Open(390, 844, ColorScheme.Dark);
        await page.Clear();

        await page.DrawByTouch(DrawnDigits.Strokes["7"][0]);

        Assert.Equal("7", await page.Answer());
        IReadOnlyList<string> shares = await page.Page.Locator("#bars .share").AllTextContentsAsync();
        Assert.InRange(shares.Sum(share => double.Parse(share.TrimEnd('%', ' '), CultureInfo.InvariantCulture)), 99, 101);
    }

    [Fact]
    public async Task DrawnByKeys_IsRead_AndCanBeTakenBack()
    {
        await using DigitPage page = await site.Open();
        await page.Clear();

        await page.Page.FocusAsync("#pad");
        await page.Page.Keyboard.PressAsync("Space");
        for (int i = 0; i < 25; i++)
        {
            await page.Page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Page.Keyboard.PressAsync("Space");
        await page.Rest();
        Assert.Equal("1", await page.Answer());

        await page.Page.ClickAsync("#undo");
        await page.Page.WaitForFunctionAsync("document.getElementById('answer').textContent === '?'");
        Assert.True(await page.Page.IsDisabledAsync("#undo"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_FitsItsWidth(int width, ColorScheme scheme)
    {
        await using DigitPage page = await site.Open(width, 844, scheme);
        await page.Rest();
        await page.Page.WaitForTimeoutAsync(1500);
        await page.TakePicture($"digits-{width}-{scheme}");

        Assert.Equal(0, await page.Overflow());
        Assert.True(await page.HasLargeButtons(), "a button is too small for a finger");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Training_LearnsInThePage_AndStops()
    {
        await using DigitPage page = await site.Open();

        await page.Page.ClickAsync("#train");
        await page.Page.WaitForFunctionAsync(
            "Number(document.getElementById('train').dataset.learnt) >= 320",
            null,
            new PageWaitForFunctionOptions { Timeout = 180_000 });
        string progress = (await page.Page.TextContentAsync("#progress"))!;
        await page.Page.ClickAsync("#train");
        await page.Page.WaitForFunctionAsync(
            "document.getElementById('train').textContent === 'Go on'",
            null,
            new PageWaitForFunctionOptions { Timeout = 120_000 });

        output.WriteLine(progress);
        Assert.Matches(@"^[0-9]+ digits learnt, [0-9]+ a second; loss [0-2]\.[0-9]+, [0-9.]+ % right", progress);
        Assert.NotEqual("", await page.Page.GetAttributeAsync("#curve .line.loss", "d"));
        Assert.NotEqual("–", await page.Page.TextContentAsync("#held-out"));
        Assert.Empty(page.Complaints);
    }

    /// <summary>Times are written down, not judged: they are the machine's.</summary>
    [Fact]
    public async Task FirstVisit_DownloadsLittle()
    {
        long before = site.Files.SentBytes;
        Stopwatch watch = Stopwatch.StartNew();
        await using DigitPage page = await site.Open();
        double first = watch.Elapsed.TotalMilliseconds;
        long payload = site.Files.SentBytes - before;
        for (int i = 0; i < 30; i++)
        {
            await page.Page.ClickAsync($"#examples button:nth-child({1 + (i % 3)})");
            await page.Rest();
        }

        output.WriteLine($"payload {payload / 1e6:0.00} MB, first answer {first:0} ms, then {await page.Milliseconds():0.0} ms an image");
        Assert.InRange(payload, 1, LargestPayload);
    }
}
