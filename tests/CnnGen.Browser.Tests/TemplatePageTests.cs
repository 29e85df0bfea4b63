using Microsoft.Playwright;
using Xunit;

namespace CnnGen.Browser.Tests;

/// <summary>From an empty folder to digits that are read in Chromium.</summary>
public sealed class TemplatePageTests(TemplateSite site) : IClassFixture<TemplateSite>
{
    public static TheoryData<string> Digits => new(DrawnDigits.Strokes.Keys);

    [Theory]
    [MemberData(nameof(Digits))]
    public async Task DrawnByMouse_IsRead(string digit)
    {
        await using TemplatePage page = await site.Open();

        await page.DrawByMouse(DrawnDigits.Strokes[digit]);

        Assert.Equal(digit, await page.Answer());
        Assert.Equal(1, await page.SumOfBars(), 3);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task DrawnByFinger_IsRead_AndCleared()
    {
        await using TemplatePage page = await site.Open(390, 844, ColorScheme.Dark);

        await page.DrawByTouch(DrawnDigits.Strokes["7"][0]);
        Assert.Equal("7", await page.Answer());

        await page.Clear();
        Assert.Equal(0, await page.SumOfBars());
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_FitsItsWidth(int width, ColorScheme scheme)
    {
        await using TemplatePage page = await site.Open(width, 844, scheme);
        await page.DrawByMouse(DrawnDigits.Strokes["2"]);
        await page.TakePicture($"template-{width}-{scheme}");

        Assert.Equal(0, await page.Overflow());
        Assert.True(await page.HasLargeButtons(), "a button is too small for a finger");
        Assert.Empty(page.Complaints);
    }
}
