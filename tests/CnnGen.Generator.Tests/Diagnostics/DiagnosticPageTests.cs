using System.Collections.Immutable;
using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

public class DiagnosticPageTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    public static TheoryData<string> Ids => new(DiagnosticCatalog.All.Select(descriptor => descriptor.Id));

    [Fact]
    public void TheTableOfWrongNetworks_ShowsTodaysMessages() => Snapshot.MatchFile(WrongNetworkTable.Page(), Path.Combine(s_folder, "README.md"));

    [Fact]
    public void EveryMessageAboutANetwork_IsProvokedByATest()
    {
        IEnumerable<string> provoked = WrongNetworks.All.SelectMany(network => network.Messages).Select(message => message.Split(' ', ':')[1]);

        // Those about the project file and its weights, about other uses of a network, and about ourselves have tests of their own.
        string[] project = [
            DiagnosticIds.UnsafeCodeOff,
            DiagnosticIds.AotInstructionSet,
            DiagnosticIds.LanguageVersion,
            DiagnosticIds.NoLoss,
            DiagnosticIds.GeneratorFault,
            DiagnosticIds.LateConstant,
            DiagnosticIds.TensorMissing,
            DiagnosticIds.TensorSurplus,
            DiagnosticIds.TensorShapeDiffers,
            DiagnosticIds.WeightFileUnreadable,
            DiagnosticIds.UnknownNetwork
        ];
        Assert.Equal(DiagnosticCatalog.All.Select(descriptor => descriptor.Id), provoked.Concat(project).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoId_IsGivenTwice() => Assert.Equal(DiagnosticCatalog.All.Length, DiagnosticCatalog.All.Select(descriptor => descriptor.Id).Distinct().Count());

    [Fact]
    public void NoPage_IsLeftOver() =>
        Assert.Equal(
            DiagnosticCatalog.All.Select(descriptor => descriptor.Id),
            Directory.GetFiles(s_folder, "CNN*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EachPage_ShowsANetworkThatGetsTheMessage_AndItsRepair(string id)
    {
        DiagnosticDescriptor descriptor = DiagnosticCatalog.Find(id);
        DiagnosticPage page = DiagnosticPage.Read(Path.Combine(s_folder, id + ".md"));

        Assert.Equal($"{id}: {descriptor.Title}", page.Title);
        Assert.Equal($"{descriptor.DefaultSeverity.ToString().ToLowerInvariant()} · {descriptor.Category}", page.Kind);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        if (id == DiagnosticIds.GeneratorFault)
        {
            return; // no program is known that would provoke it
        }

        ImmutableArray<Diagnostic> wrong = await page.Diagnose(page.Wrong);
        Assert.Contains(wrong, diagnostic => diagnostic.Id == id && diagnostic.GetMessage() == page.Message);
        Assert.Empty(await page.Diagnose(page.Repaired));
    }
}
