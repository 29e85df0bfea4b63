using CnnGen.Generator.Tests.Compilation;
using CnnGen.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CnnGen.Generator.Tests.Blocks;

/// <summary>The networks' file is never touched here: blocks are edited where they are declared.</summary>
public class BlockCachingTests
{
    private const string Net = "using CnnGen; [Network, Input(16, 16, 8), Outer(4), Dense(2)] partial class Net;";

    private const string Blocks = """
        using CnnGen;

        [Conv("2 * width", 3, Padding = 1), Relu]
        public sealed class InnerAttribute(object width) : BlockAttribute;

        [Inner(nameof(width)), Conv(8, 1), Add("input")]
        public sealed class OuterAttribute(int width) : BlockAttribute;

        [Conv(3, 3)]
        public sealed class UnusedAttribute : BlockAttribute;
        """;

    [Theory]
    [InlineData("\"2 * width\"", "\"3 * width\"")]
    [InlineData("Padding = 1), Relu", "Padding = 1), Tanh")]
    [InlineData("[Inner(nameof(width))", "[Inner(5)")]
    [InlineData("Add(\"input\")", "Add(\"input\", Name = \"sum\")")]
    [InlineData("(int width)", "(int filters, int width = 9)")]
    [InlineData("Conv(8, 1)", "Conv(8, 1, When = \"width == 5\")")]
    [InlineData("Conv(8, 1)", "Conv(8, 1, Repeat = 2)")]
    public void EditingABlock_CompilesTheNetworksThatUseItAgain(string before, string after)
    {
        GeneratorRun run = GeneratorRun.Twice([Net, Blocks], [Net, Edit(before, after)]);

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Spec));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Graph));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Files));
    }

    [Theory]
    [InlineData("[Conv(\"2 * width\"", "// Twice as wide.\n[Conv(\"2 * width\"")]
    [InlineData("[Conv(3, 3)]", "[Conv(5, 5)]")]
    [InlineData("nameof(width)", "\"width\"")]
    [InlineData("public sealed class InnerAttribute", "/// <summary>A unit.</summary>\ninternal class InnerAttribute")]
    public void AnEditThatChangesNoUsedBody_RecomputesNothing(string before, string after) =>
        GeneratorRun.Twice([Net, Blocks], [Net, Edit(before, after)]).AssertNothingIsRecomputed();

    [Fact]
    public void ANetworkThatUsesNoBlock_StaysCached()
    {
        const string Other = "using CnnGen; [Network, Input(8, 8, 1), Dense(2)] partial class Other;";

        GeneratorRun run = GeneratorRun.Twice([Net, Blocks, Other], [Net, Edit("2 * width", "3 * width"), Other]);

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], run.Reasons(PipelineSteps.Graph));
    }

    [Fact]
    public void ABlockOfAReferencedLibrary_IsFollowedToo()
    {
        static CSharpCompilation Program(string library) => TestCompilation.Create(Net).AddReferences(TestCompilation.Library("Shared", library));

        GeneratorRun same = GeneratorRun.Twice(Program(Blocks), Program(Edit("[Conv(3, 3)]", "[Conv(5, 5)]")));
        GeneratorRun other = GeneratorRun.Twice(Program(Blocks), Program(Edit("2 * width", "3 * width")));

        same.AssertNothingIsRecomputed();
        Assert.Equal([IncrementalStepRunReason.Modified], other.Reasons(PipelineSteps.Files));
    }

    private static string Edit(string before, string after)
    {
        Assert.Contains(before, Blocks, StringComparison.Ordinal);
        return Blocks.Replace(before, after, StringComparison.Ordinal);
    }
}
