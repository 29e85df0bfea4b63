using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;

namespace CnnGen.Browser.Tests;

/// <summary>Networks written in Chromium, read by the front half of the generator in the page.</summary>
public sealed class EditorPageTests(EditorSite site, ITestOutputHelper output) : IClassFixture<EditorSite>
{
    private const long LargestPayload = 5_500_000;

    [Fact]
    public async Task KernelThatDoesNotFit_IsExplained_AndItsRepairWorks()
    {
        await using EditorPage page = await site.Open();

        await page.Write(TwoConvolutions(kernel: 25));
        string problem = Assert.Single(await page.Problems());
        Assert.Contains("CNN0101", problem, StringComparison.Ordinal);
        Assert.Contains("(24 + 2·0 − 25)/1 + 1 = 0", problem, StringComparison.Ordinal);
        Assert.Contains("at most 24", problem, StringComparison.Ordinal);
        Assert.Equal(["25"], await page.Marks());
        Assert.Contains("stale", await page.Page.GetAttributeAsync("#tables", "class"), StringComparison.Ordinal);

        await page.Write(TwoConvolutions(kernel: 24));
        Assert.Equal(["Every layer fits."], await page.Problems());
        Assert.Contains("(24 + 2·0 − 24)/1 + 1 = 1", Assert.Single(await page.Tables()), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task WrongCSharp_IsTheCompilersError_AtItsLine()
    {
        await using EditorPage page = await site.Open();

        await page.Write("using CnnGen;\n\n[Network, Input(8, 8, 1)]\n[Convolution(3, 3)]\npublic sealed partial class Wrong;\n");
        IReadOnlyList<string> problems = await page.Problems();
        Assert.Contains(problems, problem => problem.Contains("CS0246", StringComparison.Ordinal) && problem.Contains("line 4", StringComparison.Ordinal));

        await page.Page.ClickAsync("#problems li:has-text('CS0246') button");
        Assert.Equal(
            "Convolution",
            await page.Page.EvaluateAsync<string>("(s => s.value.slice(s.selectionStart, s.selectionEnd))(document.getElementById('source'))"));
    }

    [Fact]
    public async Task TextWithoutNetworks_IsNoError()
    {
        await using EditorPage page = await site.Open();

        await page.Write("");

        Assert.StartsWith("There is no network here", Assert.Single(await page.Problems()), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task MarkupInAText_StaysText()
    {
        await using EditorPage page = await site.Open();

        await page.Write(
            "using CnnGen;\n\n[Network, Input(8, 8, 1)]\n[Conv(1, 3, Name = \"<img src=x onerror=alert(1)>\"), Dense(2)]\npublic sealed partial class "
            + "Marked;\n");

        Assert.Equal(0, await page.Page.Locator("#tables img, #problems img").CountAsync());
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("LeNet-5", "61,706")]
    [InlineData("Residual", "← residual2.bn3, residual2.bn2")]
    [InlineData("VGG-16", "138,357,544")]
    public async Task Example_IsReadWithoutProblems(string name, string expected)
    {
        await using EditorPage page = await site.Open();

        await page.ChooseExample(name);

        Assert.Equal(["Every layer fits."], await page.Problems());
        output.WriteLine(Assert.Single(await page.Tables()));
        Assert.Contains(expected, Assert.Single(await page.Tables()), StringComparison.Ordinal);
        Assert.True(await page.Page.EvaluateAsync<bool>("document.querySelector('#diagrams img').naturalWidth > 100"), "the picture is empty");
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_FitsItsWidth(int width, ColorScheme scheme)
    {
        await using EditorPage page = await site.Open(width, 844, scheme);
        foreach (string example in new[] { "Residual", "Impossible" })
        {
            await page.ChooseExample(example);
            await page.TakePicture($"editor-{example}-{width}-{scheme}");
            Assert.Equal(0, await page.Overflow());
        }

        Assert.True(await page.HasLargeButtons(), "a button is too small for a finger");
        Assert.Empty(page.Complaints);
    }

    /// <summary>Times are written down, not judged: they are the machine's.</summary>
    [Fact]
    public async Task FirstVisit_DownloadsAFewMegabytes()
    {
        long before = site.Files.SentBytes;
        Stopwatch watch = Stopwatch.StartNew();
        await using EditorPage page = await site.Open();
        double first = watch.Elapsed.TotalMilliseconds;
        long payload = site.Files.SentBytes - before;
        await page.ChooseExample("VGG-16");

        output.WriteLine($"payload {payload / 1e6:0.00} MB, first answer {first:0} ms, then: {await page.Page.TextContentAsync("#status")}");
        Assert.InRange(payload, 1, LargestPayload);
    }

    private static string TwoConvolutions(int kernel) => $"""
        using CnnGen;

        [Network, Input(28, 28, 1)]
        [Conv(6, 5), Relu]
        [Conv(16, {kernel}), Relu]
        [Dense(10), SoftmaxCrossEntropy]
        public sealed partial class Two;
        """;
}
