using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Reading;
using CnnGen.Generator.Operators.Shapes;
using Microsoft.CodeAnalysis;
using Xunit;

namespace CnnGen.Generator.Tests.Graph;

/// <summary>Specs that nobody would write, straight to the graph builder: it may complain, but it may not fall over or let anything through.</summary>
public class RandomNetworkTests
{
    private static readonly int[] s_sizes = [1, 1, 2, 3, 3, 4, 5, 7, 8, 16, 0, -1, -7, 100_000, 1 << 24, int.MaxValue, int.MinValue];
    private static readonly string[] s_integers =
    [
        "kernel", "kernelHeight", "kernelWidth", "size", "height", "width", "Stride", "StrideHeight", "StrideWidth", "Dilation", "DilationWidth",
        "Padding", "PaddingHeight", "PaddingWidth", "PaddingTop", "PaddingBottom", "PaddingLeft", "PaddingRight",
    ];

    private static readonly string[] s_blocks = ["Block", "Cell", "Unit"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AGraph_IsLegal_OrAnErrorSaysWhyThereIsNone(int seed)
    {
        Random random = new(seed);
        int graphs = 0;
        for (int i = 0; i < 3_000; i++)
        {
            // Half of them tame enough to give a graph now and then.
            NetworkSpec spec = RandomSpec(random, isTame: i % 2 == 0);

            GraphResult result = GraphBuilder.Build(spec);

            bool hasError = result.Problems.Any(problem => DiagnosticCatalog.Find(problem.Id).DefaultSeverity == DiagnosticSeverity.Error);
            Assert.True(hasError == result.Graph is null, $"Seed {seed}, network {i}: {string.Join(" ", spec.Layers)}");
            Assert.All(result.Problems, problem => Assert.InRange(problem.Layer, Problem.WholeNetwork, spec.Layers.Count - 1));
            if (result.Graph is { } graph)
            {
                graphs++;
                Assert.Null(GraphRules.FirstBreach(graph));
                Assert.NotEmpty(NetworkTable.Lines("Net", graph));
                Assert.Equal(result.Outline.Output, graph.Nodes[graph.Output].Shape);
            }
        }

        Assert.InRange(graphs, 100, 2_900);
    }

    private static NetworkSpec RandomSpec(Random random, bool isTame)
    {
        List<LayerSpec> layers = [];
        if (isTame || random.Next(10) > 0)
        {
            layers.Add(
                new LayerSpec("Input", null, null, null, [Size(random, "height", isTame), Size(random, "width", isTame), Size(random, "channels", isTame)]));
        }

        for (int count = random.Next(isTame ? 1 : 0, 7); count > 0; count--)
        {
            layers.Add(RandomLayer(random, isTame));
        }

        // A tame block uses only blocks after it, so that none contains itself.
        EquatableArray<BlockSpec> blocks = Enumerable.Range(0, s_blocks.Length).Select(block => RandomBlock(random, block, isTame)).ToEquatableArray();
        return new NetworkSpec("", [], new TypeHeader("class", "Net"), layers.ToEquatableArray(), blocks);
    }

    private static BlockSpec RandomBlock(Random random, int index, bool isTame) => new(
        s_blocks[index],
        s_blocks[index],
        Enumerable
            .Range(0, random.Next(isTame ? 1 : 0, 4))
            .Select(_ => RandomLayer(random, isTame, isTame ? index + 1 : 0, isInBlock: true))
            .ToEquatableArray());

    /// <summary>A use gives every parameter, so that an expression may have a value.</summary>
    private static LayerSpec RandomUse(Random random, bool isTame, int firstBlock, bool isInBlock)
    {
        ArgumentValue Value() =>
            isInBlock && random.Next(3) == 0 ? RandomExpression(random, isTame) : new IntegerArgument(s_sizes[random.Next(isTame ? 10 : s_sizes.Length)]);
        bool isNamed = random.Next(4) == 0;
        return new LayerSpec(
            s_blocks[random.Next(firstBlock, s_blocks.Length)],
            isNamed ? RandomName(random) : null,
            isNamed && random.Next(2) == 0 ? RandomName(random) : null,
            isNamed && random.Next(2) == 0 ? RandomName(random) : null,
            [new ArgumentSpec("width", Value()), new ArgumentSpec("size", Value()), new ArgumentSpec("skip", new NamesArgument([RandomName(random)]))]);
    }

    private static ExpressionArgument RandomExpression(Random random, bool isTame)
    {
        string[] texts = [
            "width",
            "size",
            "2 * width",
            "width + size",
            "width / 2",
            "(width - 1) / 2",
            "unknown",
            "2 *",
            "width * width * width * width",
            "skip"
        ];
        return new ExpressionArgument(texts[random.Next(isTame ? 4 : texts.Length)]);
    }

    private static LayerSpec RandomLayer(Random random, bool isTame, int firstBlock = 0, bool isInBlock = false)
    {
        if (firstBlock < s_blocks.Length && random.Next(4) == 0)
        {
            return RandomUse(random, isTame, firstBlock, isInBlock);
        }

        LayerDefinition definition = LayerDefinitions.All[random.Next(isTame ? 1 : 0, LayerDefinitions.All.Count)];
        if (isInBlock && isTame && definition.Loss is not null)
        {
            definition = LayerDefinitions.Find("Relu")!;
        }

        ArgumentSpec filters = isInBlock && random.Next(3) == 0
            ? new ArgumentSpec("filters", RandomExpression(random, isTame))
            : Size(random, "filters", isTame);
        List<ArgumentSpec> arguments = [filters, Size(random, "units", isTame), Size(random, random.Next(2) == 0 ? "kernel" : "size", isTame)];
        arguments.Add(new ArgumentSpec("operands", new NamesArgument(Enumerable.Range(0, random.Next(3)).Select(_ => RandomName(random)).ToEquatableArray())));
        arguments.Add(new ArgumentSpec("rate", new RealArgument(isTame ? 0.5f : random.Next(3) - 0.5f)));
        arguments.Add(new ArgumentSpec("slope", new RealArgument(isTame || random.Next(5) > 0 ? 0.01f : float.PositiveInfinity)));
        for (int count = isTame ? 0 : random.Next(4); count > 0; count--)
        {
            arguments.Add(Size(random, s_integers[random.Next(s_integers.Length)], isTame));
        }

        bool isNamed = random.Next(isTame ? 40 : 6) == 0;
        return new LayerSpec(
            definition.Kind,
            isNamed ? RandomName(random) : null,
            isNamed && random.Next(2) == 0 ? RandomName(random) : null,
            isNamed && random.Next(2) == 0 ? RandomName(random) : null,
            arguments.ToEquatableArray());
    }

    private static ArgumentSpec Size(Random random, string name, bool isTame) =>
        new(name, new IntegerArgument(s_sizes[random.Next(isTame ? 10 : s_sizes.Length)]));

    private static string RandomName(Random random) =>
        new[] { "a", "b", "input", "conv1", "relu1", "", "a b", "fc1", "softmax1", "loss", "skip", "block1.conv1" }[random.Next(12)];
}
