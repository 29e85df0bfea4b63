using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>A residual network of blocks, some within others, against the same network as the oracle writes it out.</summary>
public class BlockTests
{
    private const double SafeKinkDistance = 1e-5;

    private const string Source = """
        using CnnGen;

        #pragma warning disable CS9113 // the compiler does not see that a block's body reads its parameters

        /// <summary>A convolution and its activation.</summary>
        /// <param name="filters">Output channels.</param>
        /// <param name="kernel">Rows and columns of the kernel.</param>
        /// <param name="stride">Step of the kernel.</param>
        [Conv(nameof(filters), nameof(kernel), Stride = nameof(stride), Padding = "(kernel - 1) / 2", Name = "0"), Relu]
        public sealed class UnitAttribute(object filters, object kernel, object stride) : BlockAttribute;

        /// <summary>A bottleneck that keeps its input's shape.</summary>
        /// <param name="width">Channels of its middle.</param>
        [Unit(nameof(width), 1, 1), Unit(nameof(width), 3, 1)]
        [Conv("4 * width", 1, Bias = false), Add("input"), Relu]
        public sealed class BottleneckAttribute(int width) : BlockAttribute;

        /// <summary>A bottleneck that changes its input's shape, and the shortcut with it.</summary>
        /// <param name="width">Channels of its middle.</param>
        /// <param name="stride">Step of its middle.</param>
        [Unit(nameof(width), 1, 1), Unit(nameof(width), 3, nameof(stride))]
        [Conv("4 * width", 1, Bias = false, As = "residual")]
        [Conv("4 * width", 1, Stride = nameof(stride), From = "input", Name = "downsample.0"), Add("residual"), Relu]
        public sealed class WideningBottleneckAttribute(int width, int stride = 1) : BlockAttribute;

        /// <summary>A residual network.</summary>
        [Network]
        [Input(13, 11, 3)]
        [Unit(6, 3, 1, Name = "stem")]
        [WideningBottleneck(3, 2, Name = "layer1.0"), Bottleneck(3, Name = "layer1.1")]
        [WideningBottleneck(5, Name = "layer2.0"), Bottleneck(5, Name = "layer2.1")]
        [GlobalAveragePool, Dense(4)]
        [SoftmaxCrossEntropy]
        public partial class Residual;
        """;

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [Theory]
    [MemberData(nameof(Widths))]
    public void AResidualNetworkOfBlocks_EqualsTheOracle_ForwardAndBackward(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Source, bits);
        ReferenceNetwork oracle = new OracleBuilder(seed: 3).Build();
        OracleComparison comparison = new(compiled.Info, compiled.Create(seed: 1), oracle);
        (RefTensor[] images, RefTarget[] targets) = DrawBatch(oracle, count: 5);

        comparison.AssertForward(images);
        comparison.AssertGradient(images, targets);
    }

    [Fact]
    public void EmittedNames_CarryThePrefixOfTheUse()
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Source, VectorBits.Scalar);

        Assert.Contains("layer1.0.downsample.0.weight", compiled.Info.Parameters.Select(tensor => tensor.Name));
        Assert.Contains("layer1.0.downsample.0", compiled.Info.Summary, StringComparison.Ordinal);
        Assert.Contains(compiled.GeneratedSources, source => source.Contains("void Layer2_0_Downsample_0", StringComparison.Ordinal));
    }

    private static (RefTensor[] Images, RefTarget[] Targets) DrawBatch(ReferenceNetwork oracle, int count)
    {
        Random random = new(7);
        List<RefTensor> images = [];
        List<RefTarget> targets = [];
        while (images.Count < count)
        {
            RefTensor image = new(13, 11, 3, [.. Enumerable.Range(0, 13 * 11 * 3).Select(_ => (double)(float)((2 * random.NextDouble()) - 1))]);
            RefTarget target = RefTarget.OfLabel(random.Next(4));
            if (oracle.KinkDistance(image, target) >= SafeKinkDistance)
            {
                images.Add(image);
                targets.Add(target);
            }
        }

        return ([.. images], [.. targets]);
    }

    /// <summary>The network written out, layer by layer, with random weights.</summary>
    private sealed class OracleBuilder(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly ReferenceNetwork _oracle = new() { Loss = new SoftmaxCrossEntropy() };

        public ReferenceNetwork Build()
        {
            int stem = Unit("stem", 0, 3, 6, kernel: 3, stride: 1);
            int first = Bottleneck("layer1.0", stem, 6, width: 3, stride: 2, widens: true);
            int second = Bottleneck("layer1.1", first, 12, width: 3, stride: 1, widens: false);
            int third = Bottleneck("layer2.0", second, 12, width: 5, stride: 1, widens: true);
            Bottleneck("layer2.1", third, 20, width: 5, stride: 1, widens: false);
            _oracle.Add("gap1", new GlobalAveragePool());
            _oracle.Add("fc1", new Dense(20, 4, Weights(80, 20), Weights(4, 20)));
            return _oracle;
        }

        private int Bottleneck(string name, int input, int channels, int width, int stride, bool widens)
        {
            int middle = Unit($"{name}.unit2", Unit($"{name}.unit1", input, channels, width, kernel: 1, stride: 1), width, width, kernel: 3, stride);
            int residual = Conv($"{name}.conv1", middle, width, 4 * width, kernel: 1, stride: 1, hasBias: false);
            int shortcut = widens ? Conv($"{name}.downsample.0", input, channels, 4 * width, kernel: 1, stride, hasBias: true) : input;
            return _oracle.Add($"{name}.relu1", new Relu(), _oracle.Add($"{name}.add1", new Add(), shortcut, residual));
        }

        private int Unit(string name, int input, int channels, int filters, int kernel, int stride) =>
            _oracle.Add($"{name}.relu1", new Relu(), Conv($"{name}.0", input, channels, filters, kernel, stride, hasBias: true));

        private int Conv(string name, int input, int channels, int filters, int kernel, int stride, bool hasBias)
        {
            int fanIn = channels * kernel * kernel;
            RefWindow window = RefWindow.Square(kernel, stride, (kernel - 1) / 2);
            double[] weights = Weights(filters * fanIn, fanIn);
            return _oracle.Add(name, new Convolution(window, channels, filters, weights, hasBias ? Weights(filters, fanIn) : null), input);
        }

        private double[] Weights(int length, int fanIn) =>
            [.. Enumerable.Range(0, length).Select(_ => (double)(float)(((2 * _random.NextDouble()) - 1) * 1.4 * Math.Sqrt(3.0 / fanIn)))];
    }
}
