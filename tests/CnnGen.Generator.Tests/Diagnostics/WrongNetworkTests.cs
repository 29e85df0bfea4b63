using System.Collections.Immutable;
using System.Globalization;
using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

public class WrongNetworkTests
{
    public static TheoryData<string> Titles => new(WrongNetworks.All.Select(network => network.Title));

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task EachMistake_IsUnderlinedWithItsMessage(string title)
    {
        WrongNetwork network = WrongNetworks.All.Single(candidate => candidate.Title == title);
        MarkedSource source = MarkedSource.Parse(network.MarkedSource);
        CSharpCompilation compilation = TestCompilation.Create(source.Text);
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.Diagnostics(compilation);

        Assert.Equal(network.Messages, diagnostics.Select(AnalyzerRun.Text));
        Assert.Equal(source.Spans, diagnostics.Select(diagnostic => diagnostic.Location.SourceSpan));
    }

    [Fact]
    public async Task AHostileCulture_ChangesNoMessage()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NegativeSign = "~";
        hostile.NumberFormat.NumberGroupSeparator = "_";
        hostile.NumberFormat.NumberDecimalSeparator = ";";
        try
        {
            foreach (WrongNetwork network in WrongNetworks.All)
            {
                CultureInfo.CurrentCulture = hostile;
                CSharpCompilation compilation = TestCompilation.Create(MarkedSource.Parse(network.MarkedSource).Text).WithOptions(
                    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, allowUnsafe: true));
                Assert.Equal(network.Messages, (await AnalyzerRun.Diagnostics(compilation)).Select(AnalyzerRun.Text));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
