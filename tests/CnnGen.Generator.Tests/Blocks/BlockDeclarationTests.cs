using System.Collections.Immutable;
using CnnGen.Generator.Analyzers;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Parsing;
using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace CnnGen.Generator.Tests.Blocks;

public class BlockDeclarationTests
{
    private const string Layers = "[Input(16, 16, 8), WideningBottleneck(2, 2), Bottleneck(2), Dense(2)]";

    [Theory]
    [InlineData("[Conv(nameof(width), 3)] public sealed class UnitAttribute(int width) : BlockAttribute;", "Unit(4)")]
    [InlineData("[Conv(\"width\", 3)] internal class UnitAttribute : BlockAttribute { public UnitAttribute(int width) { } }", "Unit(width: 4)")]
    [InlineData("[Conv(\"width\", 3)] class Unit : BlockAttribute { public Unit(int width = 4) { } }", "Unit")]
    [InlineData("static class Blocks { [Conv(\"width\", 3)] internal class UnitAttribute(int width) : BlockAttribute; }", "Blocks.Unit(4)")]
    [InlineData("abstract class Base : BlockAttribute; [Conv(nameof(width), 3)] class UnitAttribute(object width) : Base;", "Unit(\"2 * 2\")")]
    [InlineData("[Conv(nameof(width), 3)] class UnitAttribute<T>(int width) : BlockAttribute;", "Unit<string>(4)")]
    [InlineData("[Conv(\"width\", 3)] partial class UnitAttribute(int width); partial class UnitAttribute : BlockAttribute;", "Unit(4)")]
    public async Task EveryFormOfBlock_IsReadAndHasNothingWrong(string block, string use)
    {
        string source = BlockPrograms.Source(block, $"[Input(8, 8, 1), {use}, Dense(2)]");

        Assert.Empty(await AnalyzerRun.Diagnostics(TestCompilation.Create(source)));
        Assert.Empty(GeneratedProgram.Errors(source));
        NetworkGraph graph = BlockPrograms.Graph(block, $"[Input(8, 8, 1), {use}, Dense(2)]");
        Assert.Contains(graph.Nodes, node => node.Name == "unit1.conv1" && node.Shape.Channels == 4);
    }

    [Fact]
    public async Task BlocksOfAReferencedLibrary_AreTheSame()
    {
        CSharpCompilation program = TestCompilation.Create($"using CnnGen;\n[Network]\n{Layers}\npublic partial class Net;")
            .AddReferences(TestCompilation.Library("Shared", "using CnnGen;\n" + BlockPrograms.Bottleneck));

        Assert.Empty(await AnalyzerRun.Diagnostics(program));
        Assert.Equal(BlockPrograms.Graph(BlockPrograms.Bottleneck, Layers), NetworkOf(program));
    }

    [Fact]
    public async Task AMistakeInAReferencedLibrary_IsReportedAtTheFirstUse()
    {
        const string Net = "using CnnGen;\n[Network, Input(8, 8, 1), Unit(2), Unit(3), Dense(2)]\npublic partial class Net;";
        const string Unit = "using CnnGen;\n[Conv(\"with\", 3)]\npublic sealed class UnitAttribute(int width) : BlockAttribute;";
        CSharpCompilation program = TestCompilation.Create(Net).AddReferences(TestCompilation.Library("Shared", Unit));

        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics(program));

        Assert.Equal("error CNN0026: unit1.conv1 in Unit(2): 'with' is no parameter of block 'Unit'; did you mean 'width'?", AnalyzerRun.Text(diagnostic));
        Assert.Equal("Unit", diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan));
    }

    [Fact]
    public async Task UnreadParameters_AreNoWarningOfTheCompiler_ForBlocksAlone()
    {
        CSharpCompilation program = TestCompilation.Create(BlockPrograms.Source(BlockPrograms.Bottleneck + "\npublic sealed class Other(int unread);", Layers));
        CompilationWithAnalyzers analyzed = program.WithAnalyzers([new NetworkAnalyzer(), new BlockParameterSuppressor()]);

        IEnumerable<Diagnostic> unread = (await analyzed.GetAllDiagnosticsAsync()).Where(diagnostic => diagnostic is { Id: "CS9113", IsSuppressed: false });

        Assert.Equal("Parameter 'unread' is unread.", Assert.Single(unread).GetMessage());
    }

    [Fact]
    public async Task LayersOnTwoParts_AreAnError()
    {
        Diagnostic diagnostic = Assert.Single(await AnalyzerRun.Diagnostics(TestCompilation.Create(
            "using CnnGen; [Conv(2, 3)] partial class UnitAttribute : BlockAttribute; [Relu] partial class UnitAttribute;")));

        Assert.Equal("CNN0006", diagnostic.Id);
    }

    [Fact]
    public async Task BlocksThatGrowTooFast_AreAnError()
    {
        IEnumerable<string> doubling = Enumerable.Range(1, 20).Select(i => $"[B{i - 1}, B{i - 1}] class B{i}Attribute : BlockAttribute;");
        string blocks = "[Relu] class B0Attribute : BlockAttribute;" + string.Concat(doubling);

        ImmutableArray<Diagnostic> diagnostics =
            await AnalyzerRun.Diagnostics(TestCompilation.Create(BlockPrograms.Source(blocks, "[Input(8, 8, 1), B20, Dense(2)]")));

        Assert.All(diagnostics, diagnostic => Assert.Equal("CNN0108", diagnostic.Id));
        Assert.Contains(diagnostics, diagnostic => diagnostic.GetMessage().Contains("more than 10,000 layers", StringComparison.Ordinal));
    }

    private static NetworkGraph? NetworkOf(CSharpCompilation program) =>
        GraphBuilder.Build(NetworkParser.Parse(TestCompilation.TypeOf(program, "Net"), CancellationToken.None).Spec).Graph;
}
