using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Operators.Losses;
using CnnGen.Generator.Operators.Normalization;
using CnnGen.Generator.Operators.Pooling;
using CnnGen.Generator.Operators.Shapes;
using CnnGen.Generator.Passes;
using CnnGen.Generator.Tests.Graph;
using CnnGen.Geometry;
using Xunit;

namespace CnnGen.Generator.Tests.Passes;

/// <summary>Graphs are legal before and after every pass, and say what the passes promise.</summary>
public class LegalityTests
{
    private static readonly string[] s_networks =
    [
        NetworkPrograms.LeNet5,
        """
        [Input(16, 16, 3)]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Relu(As = "x")]
        [Conv(8, 3, Padding = 1, Bias = false), BatchNorm, Add("x"), Relu]
        [MaxPool(3, Stride = 2, Padding = 1, As = "p")]
        [MinPool(2, Stride = 2, From = "x", As = "m")]
        [Concat("p", "m"), BatchNorm, PRelu]
        [Conv(16, 3, Groups = 8), Scale(Bias = true), Dropout(0.2f), GlobalAveragePool]
        [Dense(10), Dropout(0.5f)]
        [SoftmaxCrossEntropy]
        """,
        """
        [Input(12, 12, 2, As = "x")]
        [MaxPool(2), Conv(4, 1, As = "a")]
        [MaxPool(2, From = "x"), Conv(4, 1), LeakyRelu(-0.1f, As = "b")]
        [Multiply("a", "b"), LocalResponseNorm(3), LayerNorm, GroupNorm(2), LayerNorm(Over = NormExtent.Image), Scale(0.1f), Upsample(2), InstanceNorm]
        [ZeroPad(1), Resize(9, 8), Slice(ImageAxis.Rows, 0, 8), PixelUnshuffle(2), ChannelShuffle(2), Transpose(ImageAxis.Rows, ImageAxis.Columns)]
        [Reshape(8, -1, 2), AdaptiveAveragePool(5, 5), StochasticDepth(0.2f), Mean(ImageAxis.Channels), Pad(2, Mode = PadMode.Edge)]
        [Dense(6), Tanh]
        [Dense(4), LogSoftmax]
        [MeanSquaredError]
        """,
    ];

    [Fact]
    public void EveryPass_LeavesTheGraphLegal()
    {
        foreach (string layers in s_networks)
        {
            foreach (IReadOnlyList<Pass> passes in (IReadOnlyList<Pass>[])[PassPipeline.OfInference, PassPipeline.OfTraining, PassPipeline.OfInspection])
            {
                NetworkGraph graph = Assert.IsType<NetworkGraph>(NetworkPrograms.Build(layers).Graph);
                Assert.Empty(GraphLegality.Violations(graph));
                foreach (Pass pass in passes)
                {
                    graph = pass.Run(graph);
                    Assert.True(
                        !GraphLegality.Violations(graph).Any(),
                        $"{pass.Name}: {string.Join(" ", GraphLegality.Violations(graph))}\n{GraphDump.Text(graph)}");
                }
            }
        }
    }

    [Fact]
    public void EveryPassThereIs_IsInAPipeline()
    {
        IEnumerable<string> written = typeof(PassPipeline).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(PassPipeline).Namespace && type.GetMethod("Run")?.ReturnType == typeof(NetworkGraph))
            .Select(type => type.Name);
        IEnumerable<string> listed = PassPipeline.OfInference.Concat(PassPipeline.OfTraining).Concat(PassPipeline.OfInspection).Select(pass => pass.Name);
        Assert.Equal(written.Order(StringComparer.Ordinal), listed.Distinct().Where(name => name != nameof(GradientBuilder)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Inference_ComputesConvolutionsAndTheSoftmaxOnly() => Assert.Equal(
        """
        %0 = input: Input() → 12×12×1
        %1 = conv1: Conv 4 × 3×3, s 1, Relu, MaxPool 2×2, s 2(%0) → 5×5×4
        %2 = fc1: Dense 3(%1) → 3  ← logits
        %3 = softmax1: Softmax(%2) → 3  ← output

        """,
        GraphDump.Text(PassPipeline.Inference(LeNet5())));

    [Fact]
    public void Training_KeepsArgMaxAndDropsTheSoftmax() => Assert.Equal(
        """
        %0 = input: Input() → 12×12×1
        %1 = conv1: Conv 4 × 3×3, s 1, Relu, MaxPool 2×2, s 2(%0) → 5×5×4
        %2 = dropout1: Dropout 0.5(%1) → 5×5×4
        %3 = flatten1: Flatten(%2) → 100
        %4 = fc1: Dense 3(%3) → 3  ← output
        %5 = loss: SoftmaxCrossEntropy(%4) → 3
        %6 = fc1 weight gradient: Dense, gradient of weights(%3, %5) → 0
        %7 = fc1 input gradient: Dense, gradient of input(%5) → 100
        %8 = flatten1 backward: gradient of Flatten(%7) → 5×5×4
        %9 = dropout1 backward: gradient of dropout1(%8) → 5×5×4
        %10 = conv1 activation gradient: gradient of Relu(%1, %9) → 5×5×4
        %11 = conv1 weight gradient: Conv 4 × 3×3, s 1, gradient of weights through the winners of max pooling(%0, %10, %1) → 0

        """,
        GraphDump.Text(PassPipeline.Training(LeNet5())));

    [Fact]
    public void AGraphThatReadsAhead_IsNamed()
    {
        NetworkGraph graph = LeNet5();
        Node[] nodes = [.. graph.Nodes];
        nodes[2] = nodes[2] with { Inputs = [5] };

        Assert.Equal(
            ["relu1: reads node 5, which does not stand before it."],
            GraphLegality.Violations(graph with { Nodes = new EquatableArray<Node>(nodes) }));
    }

    private static NetworkGraph LeNet5()
    {
        WindowAxis kernel = new(12, 3, 1, 1, 0, 0);
        WindowAxis pool = new(10, 2, 2, 1, 0, 0);
        Convolution convolution = new(kernel, kernel, 4, HasBias: true);
        Dense dense = new(3, HasBias: true);
        return new NetworkGraph(
            [
                new Node("input", new InputOperator(), [], new TensorShape(12, 12, 1), []),
                new Node("conv1", convolution, [0], new TensorShape(10, 10, 4), convolution.Parameters("conv1", [new TensorShape(12, 12, 1)])),
                new Node("relu1", new Relu(), [1], new TensorShape(10, 10, 4), []),
                new Node("pool1", new MaxPool(pool, pool), [2], new TensorShape(5, 5, 4), []),
                new Node("dropout1", new Dropout(0.5f), [3], new TensorShape(5, 5, 4), []),
                new Node("flatten1", new Flatten(), [4], TensorShape.Vector(100), []),
                new Node("fc1", dense, [5], TensorShape.Vector(3), dense.Parameters("fc1", [TensorShape.Vector(100)])),
                new Node("softmax1", new Softmax(), [6], TensorShape.Vector(3), []),
                new Node("loss", new SoftmaxCrossEntropy(), [6], TensorShape.Vector(3), []),
            ],
            output: 7,
            logits: 6,
            loss: 8);
    }
}
