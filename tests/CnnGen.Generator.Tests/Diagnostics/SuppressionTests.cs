using CnnGen.Generator.Tests.Compilation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Diagnostics;

public class SuppressionTests
{
    private const string Unread = "[Network, Input(9, 9, 1), MaxPool(2), Dense(2)]\npublic partial class Net;";

    [Fact]
    public async Task APragma_SuppressesAMessage()
    {
        CSharpCompilation compilation = TestCompilation.Create($"using CnnGen;\n#pragma warning disable CNN0110\n{Unread}");

        Assert.Empty((await AnalyzerRun.Diagnostics(compilation)).Where(diagnostic => !diagnostic.IsSuppressed));
        Assert.Single(await AnalyzerRun.Diagnostics(TestCompilation.Create($"using CnnGen;\n{Unread}")));
    }

    [Fact]
    public async Task AnAttribute_SuppressesAMessage() => Assert.Empty(await AnalyzerRun.Diagnostics(TestCompilation.Create(
        $"using CnnGen;\n[System.Diagnostics.CodeAnalysis.SuppressMessage(\"CnnGen.Shape\", \"CNN0110\")]\n{Unread}")));

    [Fact]
    public async Task UnsafeCodeOff_IsReportedOnTheNetwork()
    {
        Diagnostic diagnostic =
            Assert.Single(
                await AnalyzerRun.Diagnostics(TestCompilation.Create(
                    allowUnsafe: false,
                    "using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Net;")));

        Assert.Equal("CNN0021", diagnostic.Id);
        Assert.Equal(
            "Network",
            diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("<P><PublishAot>True</PublishAot></P>", 1)]
    [InlineData("<P><PublishAot>false</PublishAot></P>", 0)]
    [InlineData("<P><PublishAot>true</PublishAot><IlcInstructionSet>native</IlcInstructionSet></P>", 0)]
    [InlineData("<P><PublishAot>true</PublishAot><CnnGenInstructionSetNames>x86-64-v2,x86-64-v3</CnnGenInstructionSetNames></P>", 0)]
    [InlineData("<P><PublishAot>true</PublishAot><RuntimeIdentifier>linux-arm64</RuntimeIdentifier></P>", 0)]
    public async Task NativeAot_NeedsAnInstructionSet_ExceptOnArm(string properties, int messages)
    {
        CSharpCompilation compilation = TestCompilation.Create("using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Net;");

        Assert.Equal(
            messages,
            (await AnalyzerRun.Diagnostics(compilation, ProjectProperties.FromXml(properties))).Count(diagnostic => diagnostic.Id == "CNN0301"));
    }

    /// <summary>A program that is published with the networks of its libraries, whether it has its own or none.</summary>
    [Theory]
    [InlineData("class Program;", "<P><PublishAot>true</PublishAot></P>", "Lib")]
    [InlineData("[CnnGen.Network, CnnGen.Input(8, 8, 1), CnnGen.Dense(2)] partial class Own;", "<P><PublishAot>true</PublishAot></P>", "Own", "Lib")]
    [InlineData("class Program;", "<P><PublishAot>true</PublishAot><IlcInstructionSet>x86-64-v2</IlcInstructionSet></P>")]
    [InlineData("class Program;", "<P></P>")]
    public async Task NativeAot_OfALibrarysNetworks_NeedsAnInstructionSet(string program, string properties, params string[] subjects)
    {
        MetadataReference library =
            TestCompilation.Library(
                "Lib",
                "namespace A.B { public static class Outer { [CnnGen.Network, CnnGen.Input(8, 8, 1), CnnGen.Dense(2)] internal partial class Inner; } }");
        MetadataReference other = TestCompilation.Library("Other", "public class Options { public CnnGen.NetworkInfo? Info; }");
        CSharpCompilation compilation = TestCompilation.Create(program).AddReferences(library, other);

        IEnumerable<Diagnostic> found =
            (await AnalyzerRun.Diagnostics(compilation, ProjectProperties.FromXml(properties))).Where(diagnostic => diagnostic.Id == "CNN0301");

        Assert.Equal(subjects.Order(StringComparer.Ordinal), found.Select(diagnostic => diagnostic.GetMessage().Split('\'')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NativeAot_IsAdvisedInTheSpellingOfItsCompiler()
    {
        CSharpCompilation compilation = TestCompilation.Create("using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Net;");
        ProjectProperties properties = ProjectProperties.FromXml("<P><PublishAot>true</PublishAot></P>");

        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics(compilation, properties));

        Assert.Contains("<IlcInstructionSet>x86-64-v3<", diagnostic.GetMessage(), StringComparison.Ordinal);
    }
}
