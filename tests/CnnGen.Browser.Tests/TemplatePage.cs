using Microsoft.Playwright;

namespace CnnGen.Browser.Tests;

/// <summary>The page that <c>dotnet new cnngen-browser</c> makes.</summary>
internal sealed class TemplatePage(IPage page) : DrawnPage(page)
{
    /// <summary>Waits until the network has its weights.</summary>
    public async Task Start(string address)
    {
        await Go(address);
        await WaitFor("document.getElementById('summary').textContent !== ''");
    }

    /// <summary>The sum of the probabilities that the bars show.</summary>
    public Task<double> SumOfBars() => Page.EvaluateAsync<double>("[...document.querySelectorAll('meter')].reduce((sum, meter) => sum + meter.value, 0)");
}
