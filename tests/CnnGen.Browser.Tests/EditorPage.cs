using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>The page in which networks are written.</summary>
internal sealed class EditorPage(IPage page) : VisitedPage(page)
{
    public async Task Start(string address)
    {
        await Go(address);
        await Rest();
        await WaitFor("document.getElementById('status').textContent.startsWith('Read in')");
    }

    /// <summary>Replaces the whole text by keyboard input.</summary>
    public async Task Write(string text)
    {
        await Page.FillAsync("#source", text);
        await Rest();
    }

    public async Task ChooseExample(string name)
    {
        await Page.ClickAsync($"#examples button:text-is('{name}')");
        await Rest();
    }

    public Task<IReadOnlyList<string>> Problems() => Page.Locator("#problems li").AllInnerTextsAsync();

    public Task<IReadOnlyList<string>> Tables() => Page.Locator("#tables pre").AllTextContentsAsync();

    /// <summary>The places in the text that are underlined.</summary>
    public Task<IReadOnlyList<string>> Marks() => Page.Locator("#marks mark").AllTextContentsAsync();
}
