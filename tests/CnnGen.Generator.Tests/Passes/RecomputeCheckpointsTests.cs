using CnnGen.Generator.Ir;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Tests.Blocks;
using CnnGen.Generator.Tests.Pipeline;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Passes;

/// <summary>What the backward pass reads of blocks with checkpointing.</summary>
public class RecomputeCheckpointsTests
{
    private const string Blocks = """
        [Conv(4, 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(4, 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
        public sealed class BasicAttribute : BlockAttribute;

        [Basic(Name = "0"), Basic(Name = "1", Checkpointing = true)]
        public sealed class StageAttribute : BlockAttribute;
        """;

    private const string Layers = """
        [Input(8, 8, 3)]
        [Conv(4, 3, Padding = 1), Relu]
        [Stage(Name = "layer")]
        [Dense(3), SoftmaxCrossEntropy]
        """;

    [Fact]
    public void WhatABlockGives_IsKept_AndTheRestComputedWhereItIsRead()
    {
        NetworkGraph graph = PassPipeline.Training(BlockPrograms.Graph(Blocks, Layers));

        Assert.Empty(GraphLegality.Violations(graph));
        string[] names = [.. graph.Nodes.Select(node => node.Name)];
        Assert.Equal(
            ["layer.1.conv1 again", "layer.1.bn1 again", "layer.1.conv2 again"],
            names.Where(name => name.EndsWith(" again", StringComparison.Ordinal)));
        int again = Array.IndexOf(names, "layer.1.conv1 again");
        Assert.Equal("layer.1.relu2 backward", names[again - 1]);

        // Not a node behind the loss reads a value inside of the block, but for statistics and what the block gives.
        IEnumerable<int> inputs = graph.Nodes.Skip(graph.Loss + 1).SelectMany(node => node.Inputs);
        HashSet<string> read = [.. inputs.Where(input => input < graph.Loss).Select(input => names[input])];
        Assert.Equal(
            ["layer.1.bn1 statistics", "layer.1.bn2 statistics", "layer.1.relu2"],
            read.Where(name => name.StartsWith("layer.1.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OfBlocksWithinEachOther_TheOutermostCounts()
    {
        NetworkGraph graph = BlockPrograms.Graph(Blocks, Layers.Replace("\"layer\"", "\"layer\", Checkpointing = true", StringComparison.Ordinal));

        int[] blocks = [.. graph.Nodes.Where(node => node.Name.StartsWith("layer.", StringComparison.Ordinal)).Select(node => node.Checkpoint).Distinct()];
        Assert.NotEqual(0, Assert.Single(blocks));
        Assert.All(graph.Nodes.Where(node => !node.Name.StartsWith("layer.", StringComparison.Ordinal)), node => Assert.Equal(0, node.Checkpoint));
    }

    [Fact]
    public void InferenceIsTheSame()
    {
        string with = GraphDump.Text(PassPipeline.Inference(BlockPrograms.Graph(Blocks, Layers)));
        string without =
            GraphDump.Text(PassPipeline.Inference(BlockPrograms.Graph(Blocks.Replace(", Checkpointing = true", "", StringComparison.Ordinal), Layers)));
        Assert.Equal(without, with);
    }

    [Fact]
    public void AnotherValue_GeneratesTheNetworkAgain()
    {
        GeneratorRun run = Twice(", Checkpointing = true", ", Checkpointing = false");

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Spec));
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(PipelineSteps.Files));
    }

    [Theory]
    [InlineData("[Stage(", "// once more\n[Stage(")]
    [InlineData(", Checkpointing = true", ",\n    Checkpointing = !false")]
    public void TheSameValue_RecomputesNothing(string before, string after) => Twice(before, after).AssertNothingIsRecomputed();

    private static GeneratorRun Twice(string before, string after)
    {
        string source = BlockPrograms.Source(Blocks, Layers);
        Assert.Contains(before, source, StringComparison.Ordinal);
        return GeneratorRun.Twice([source], [source.Replace(before, after, StringComparison.Ordinal)]);
    }
}
