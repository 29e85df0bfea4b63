using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Tests.Graph;
using Xunit;

namespace CnnGen.Generator.Tests.Blocks;

public class ExpansionTests
{
    private const string Layers = """
        [Input(16, 16, 8)]
        [WideningBottleneck(4, 2, Name = "layer1.0"), Bottleneck(4, Name = "layer1.1"), Bottleneck(4)]
        [GlobalAveragePool, Dense(10)]
        """;

    [Fact]
    public void LayersOfABlock_AreNamedByKindAndOrderInEachUse_BehindTheNameOfTheUse()
    {
        NetworkGraph graph = BlockPrograms.Graph(BlockPrograms.Bottleneck, Layers);

        Assert.Equal(
            [
                "input",
                .. Within("layer1.0", "conv1", "relu1", "conv2", "relu2", "conv3", "downsample.0", "add1", "relu3"),
                .. Within("layer1.1", "conv1", "relu1", "conv2", "relu2", "conv3", "add1", "relu3"),
                .. Within("bottleneck2", "conv1", "relu1", "conv2", "relu2", "conv3", "add1", "relu3"),
                "gap1", "fc1",
            ],
            graph.Nodes.Select(node => node.Name));
        static IEnumerable<string> Within(string use, params string[] layers) => layers.Select(layer => $"{use}.{layer}");
        Assert.Contains("layer1.0.downsample.0.weight", graph.Nodes.SelectMany(node => node.Parameters).Select(parameter => parameter.Name));
    }

    [Fact]
    public void ABlock_IsTheSameAsItsBodyWrittenOut()
    {
        NetworkGraph written = NetworkPrograms.Graph("""
            [Input(16, 16, 8)]
            [Conv(4, 1, Bias = false, Name = "a.conv1"), Relu(Name = "a.relu1")]
            [Conv(4, 3, Stride = 2, Padding = 1, Bias = false, Name = "a.conv2"), Relu(Name = "a.relu2")]
            [Conv(16, 1, Bias = false, Name = "a.conv3")]
            [Conv(16, 1, Stride = 2, Bias = false, From = "input", Name = "a.downsample.0")]
            [Add("a.conv3", Name = "a.add1"), Relu(Name = "a.relu3")]
            [Dense(10)]
            """);

        NetworkGraph used = BlockPrograms.Graph(BlockPrograms.Bottleneck, "[Input(16, 16, 8), WideningBottleneck(2 + 2, stride: 2, Name = \"a\"), Dense(10)]");

        Assert.Equal(written, used);
    }

    [Fact]
    public void FromAndAs_OfAUse_AreItsInputAndOutput()
    {
        const string Blocks = """
            [Conv(nameof(filters), 1), Relu]
            public sealed class PointAttribute(int filters) : BlockAttribute;
            """;

        NetworkGraph graph = BlockPrograms.Graph(Blocks, """
            [Input(8, 8, 3), Conv(4, 3, As = "stem")]
            [Point(2, Name = "left", As = "a"), Point(5, Name = "right", From = "stem"), Concat("a", "right", "left.conv1"), Dense(2)]
            """);

        Assert.Equal(["conv1", "conv1"], InputNames(graph, "left.conv1").Concat(InputNames(graph, "right.conv1")));
        Assert.Equal(["left.relu1", "right.relu1", "left.conv1"], InputNames(graph, "concat1"));
    }

    [Fact]
    public void ABlockWithinABlock_GetsExpressionsOfTheOuterParameters()
    {
        const string Blocks = """
            [Conv(nameof(filters), nameof(kernel), Padding = "(kernel - 1) / 2", Name = "conv"), Relu]
            public sealed class UnitAttribute(object filters, object kernel) : BlockAttribute;

            [Unit("width / 2", 1, Name = "reduce"), Unit(nameof(width), "2 * radius + 1", Name = "spatial", As = "path")]
            [Unit(nameof(width), 1, From = "input"), Add("path")]
            internal class CellAttribute(int width, int radius = 1) : BlockAttribute;
            """;

        NetworkGraph graph = BlockPrograms.Graph(Blocks, "[Input(8, 8, 3), Cell(8, Name = \"cell.0\"), Cell(6, 2), Dense(2)]");

        Assert.Equal("Conv 4 × 1×1, s 1", Describe(graph, "cell.0.reduce.conv"));
        Assert.Equal("Conv 8 × 3×3, s 1, p 1", Describe(graph, "cell.0.spatial.conv"));
        Assert.Equal("Conv 8 × 1×1, s 1", Describe(graph, "cell.0.unit3.conv"));
        Assert.Equal("Conv 6 × 5×5, s 1, p 2", Describe(graph, "cell2.spatial.conv"));
        Assert.Equal(["cell2.spatial.relu1", "cell2.unit3.relu1"], InputNames(graph, "cell2.add1").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AStringParameter_IsALabelOfThePlaceOfUse()
    {
        const string Blocks = """
            [Conv(4, 1, Name = nameof(name)), Add(nameof(skip))]
            public sealed class JoinAttribute(string skip, string name) : BlockAttribute;

            [Relu(As = "own"), Join("own", "first"), Join(nameof(outer), nameof(label))]
            public sealed class TwiceAttribute(string outer, string label) : BlockAttribute;
            """;

        const string Layers = "[Input(8, 8, 3), Conv(4, 3, As = \"stem\"), Relu, Twice(\"stem\", \"second\", Name = \"t\"), Dense(2)]";
        NetworkGraph graph = BlockPrograms.Graph(Blocks, Layers);

        Assert.Equal(["t.join1.first", "t.relu1"], InputNames(graph, "t.join1.add1"));
        Assert.Equal(["t.join2.second", "conv1"], InputNames(graph, "t.join2.add1"));
    }

    [Fact]
    public void ParametersOfEveryType_ReachTheLayer()
    {
        const string Blocks = """
            [Conv(4, 3, Bias = "bias"), LeakyRelu("slope"), Dropout("rate")]
            [AveragePool(2, CountPadding = "bias", Padding = "padding")]
            public class MixedAttribute : BlockAttribute
            {
                public MixedAttribute(bool bias, float slope, double rate, int padding = Padding.Same) { }
            }
            """;

        NetworkGraph graph = BlockPrograms.Graph(Blocks, "[Input(10, 10, 1), Mixed(false, 0.25f, 0.5, Name = \"m\"), Dense(2)]");

        Assert.Equal("Conv 4 × 3×3, s 1, no bias", Describe(graph, "m.conv1"));
        Assert.Equal(new LeakyRelu(0.25f), Find(graph, "m.leakyrelu1").Operator);
        Assert.Equal(new Dropout(0.5f), Find(graph, "m.dropout1").Operator);
        Assert.False(((AveragePool)Find(graph, "m.pool1").Operator).CountPadding);
    }

    private const string Residual = """
        [Conv("2 * input.Channels", 1), Relu, Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, As = "path")]
        [Conv(nameof(width), 1, Stride = nameof(stride), From = "input", Name = "shortcut", When = "stride != 1 || input.Channels != width")]
        [Add("path", When = "stride != 1 || input.Channels != width"), Add("input", When = "stride == 1 && input.Channels == width", From = "path")]
        public sealed class ResidualAttribute(int width, int stride = 1) : BlockAttribute;
        """;

    [Fact]
    public void TheShapeOfTheInput_IsKnownInExpressionsAndConditions_FromUseToUse()
    {
        NetworkGraph graph = BlockPrograms.Graph(Residual, """
            [Input(16, 16, 3)]
            [Residual(8, Name = "a"), Residual(8, Name = "b"), Residual(8, 2, Name = "c"), GlobalAveragePool, Dense(2)]
            """);

        Assert.Equal("Conv 6 × 1×1, s 1", Describe(graph, "a.conv1"));
        Assert.Equal("Conv 16 × 1×1, s 1", Describe(graph, "b.conv1"));
        Assert.Equal(["a.shortcut", "c.shortcut"], graph.Nodes.Select(node => node.Name).Where(name => name.EndsWith("shortcut", StringComparison.Ordinal)));
        Assert.Equal(["b.conv2", "a.add1"], InputNames(graph, "b.add1"));
        Assert.Equal(new TensorShape(8, 8, 8), Find(graph, "c.add1").Shape);
    }

    [Fact]
    public void ABlockInABlock_KnowsItsInput_WhichTheOuterConditionDecides()
    {
        const string Blocks = """
            [Conv(5, 1, When = "input.Channels > 3"), Conv("input.Height + input.Width", 1)]
            public sealed class InnerAttribute : BlockAttribute;

            [MaxPool(2, When = nameof(pools)), Conv(nameof(width), 1), Inner]
            public sealed class OuterAttribute(int width, bool pools) : BlockAttribute;
            """;

        NetworkGraph graph = BlockPrograms.Graph(Blocks, "[Input(8, 6, 3), Outer(3, true, Name = \"a\"), Outer(4, false, Name = \"b\"), Dense(2)]");

        Assert.Equal(
            ["input", "a.pool1", "a.conv1", "a.inner1.conv1", "b.conv1", "b.inner1.conv1", "b.inner1.conv2", "flatten1", "fc1"],
            graph.Nodes.Select(node => node.Name));
        Assert.Equal([7, 7], new[] { "a.inner1.conv1", "b.inner1.conv2" }.Select(name => Find(graph, name).Shape.Channels));
    }

    [Fact]
    public void ARepeatedLayer_HasARunningNumber_InItsNameAndItsArguments()
    {
        const string Block =
            "[Conv(nameof(growth), 3, Padding = 1), Concat(\"input\")] public sealed class DenseLayerAttribute(object growth) : BlockAttribute;";

        NetworkGraph graph = BlockPrograms.Graph(Block, """
            [Input(8, 8, 3)]
            [DenseLayer("4 + 2 * index", Repeat = 3, Name = "block1.layer{index + 1}")]
            [Relu(Repeat = 0), Conv(4, 1, Repeat = 2), Dense(2)]
            """);

        Assert.Equal(
            [
                "input",
                "block1.layer1.conv1",
                "block1.layer1.concat1",
                "block1.layer2.conv1",
                "block1.layer2.concat1",
                "block1.layer3.conv1",
                "block1.layer3.concat1",
                "conv1",
                "conv2",
                "flatten1",
                "fc1"
            ],
            graph.Nodes.Select(node => node.Name));
        Assert.Equal([4, 6, 8], Enumerable.Range(1, 3).Select(i => Find(graph, $"block1.layer{i}.conv1").Shape.Channels));
        Assert.Equal(21, Find(graph, "block1.layer3.concat1").Shape.Channels);
    }

    [Fact]
    public void ImpliedLayers_AreNamedWithinTheUse()
    {
        const string Block = "[Dense(4), Relu] public sealed class HeadAttribute : BlockAttribute;";

        NetworkGraph graph = BlockPrograms.Graph(Block, "[Input(4, 4, 1), Head(Name = \"head\"), Dense(2), Softmax]");

        Assert.Equal(["input", "head.flatten1", "head.fc1", "head.relu1", "fc1", "softmax1"], graph.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void AConstantExpression_NeedsNoBlock() =>
        Assert.Equal("Conv 8 × 3×3, s 2", Describe(NetworkPrograms.Graph("[Input(9, 9, 1), Conv(\"2 · (1 + 3)\", 3, Stride = \"4 / 2\"), Dense(2)]"), "conv1"));

    [Fact]
    public void ASecondConstructor_GivesItsOwnParameters()
    {
        const string Blocks = """
            [Conv("filters", "kernel")]
            public sealed class BothAttribute : BlockAttribute
            {
                public BothAttribute(int filters, int kernel) { }
                public BothAttribute(object filters, object kernel) { }
                public BothAttribute(int kernel, bool unused, int filters = 7) { }
            }
            """;

        NetworkGraph graph = BlockPrograms.Graph(Blocks, "[Input(9, 9, 1), Both(2, 3), Both(\"1 + 2\", 1), Both(3, true), Dense(2)]");

        IEnumerable<string> convolutions = Enumerable.Range(1, 3).Select(use => Describe(graph, $"both{use}.conv1"));
        Assert.Equal(["Conv 2 × 3×3, s 1", "Conv 3 × 1×1, s 1", "Conv 7 × 3×3, s 1"], convolutions);
    }

    private static Node Find(NetworkGraph graph, string name) => graph.Nodes.Single(node => node.Name == name);

    private static string Describe(NetworkGraph graph, string name) => Find(graph, name).Operator.Describe();

    private static IEnumerable<string> InputNames(NetworkGraph graph, string name) => Find(graph, name).Inputs.Select(input => graph.Nodes[input].Name);
}
