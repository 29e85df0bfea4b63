using System.Globalization;
using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>The page that reads digits.</summary>
internal sealed class DigitPage(IPage page) : DrawnPage(page)
{
    public async Task Start(string address)
    {
        await Go(address);
        await WaitFor("document.getElementById('answer').textContent !== '?'");
    }

    /// <summary>Milliseconds of the last answer.</summary>
    public async Task<double> Milliseconds() => double.Parse((await Page.TextContentAsync("#milliseconds"))!.Split(' ')[0], CultureInfo.InvariantCulture);
}
