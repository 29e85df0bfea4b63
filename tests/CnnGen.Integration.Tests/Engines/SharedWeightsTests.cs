using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Tensors that several layers use, and tensors that are constants, against the oracle at every vector width.</summary>
public class SharedWeightsTests
{
    private const double GradientTolerance = 1e-5;

    private const string Siamese = """
        using CnnGen;

        /// <summary>What both images go through.</summary>
        [Conv(8, 3), BatchNorm, Silu, AveragePool(2)]
        [Conv(12, 3, Padding = 1), Silu, GlobalAveragePool, Dense(6)]
        public sealed class EncoderAttribute : BlockAttribute;

        /// <summary>Two images through one encoder.</summary>
        [Network]
        [Input(12, 11, 2, Name = "left")]
        [Input(12, 11, 2, Name = "right")]
        [Encoder(From = "left", Name = "encoder", As = "a")]
        [Encoder(From = "right", Weights = "encoder", As = "b")]
        [Multiply("a", "b"), Dense(1)]
        [BinaryCrossEntropy]
        public partial class Siamese;
        """;

    private const string Frozen = """
        using CnnGen;

        /// <summary>Edges that are given, a body that is frozen, and layers that learn before and behind it.</summary>
        [Network]
        [Input(11, 12, 1)]
        [Conv(2, 3, Bias = false, Trainable = false, Values = new float[] { -1, 0, 1, -2, 0, 2, -1, 0, 1, -1, -2, -1, 0, 0, 0, 1, 2, 1 })]
        [Conv(6, 3), Silu]
        [Conv(8, 3, Padding = 1, Trainable = false), BatchNorm(Trainable = false), Silu]
        [ConvTranspose(5, 2, Stride = 2, Trainable = false), Tanh]
        [Dense(7, Trainable = false), Tanh, Dense(3)]
        [SoftmaxCrossEntropy(LabelSmoothing = 0.05f)]
        public partial class Frozen;
        """;

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [Theory]
    [MemberData(nameof(Widths))]
    public void ASiameseNetwork_AddsTheGradientsOfBothSides(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Siamese, bits);
        ReferenceGraph oracle = new(inputs: 2);
        Convolution conv1 = Conv(2, 8, 0);
        BatchNorm norm = Norm(8);
        Convolution conv2 = Conv(8, 12, 1);
        Dense fc = Fc(12, 6);
        int Encode(int image)
        {
            int x = oracle.Add("silu", new Silu(), oracle.Add("encoder.bn1", norm, oracle.Add("encoder.conv1", conv1, image)));
            x = oracle.Add("pool", new AveragePool(RefWindow.Square(2, 2), countPadding: false), x);
            x = oracle.Add("silu", new Silu(), oracle.Add("encoder.conv2", conv2, x));
            return oracle.Add("encoder.fc1", fc, oracle.Add("gap", new GlobalAveragePool(), x));
        }

        int a = Encode(0);
        int b = Encode(1);
        int output = oracle.Add("fc1", Fc(6, 1), oracle.Add("multiply", new Multiply(), a, b));
        oracle.AddLoss(ValueLoss.BinaryCrossEntropy(), output);
        GraphComparison comparison = new(compiled, oracle, seed: 4);

        Assert.Equal((2 * 8 * 9) + 8 + 16 + (8 * 12 * 9) + 12 + (12 * 6) + 6 + 7, compiled.Info.ParameterCount);
        comparison.AssertOutputs(comparison.Images(5, 3), (output, x => RefTensor.Vector(1 / (1 + Math.Exp(-x.Values[0])))));
        foreach (int count in (int[])[2, 9])
        {
            Random random = new(count);
            double[][][] targets = [[.. Enumerable.Range(0, count).Select(_ => new[] { (double)random.Next(2) })]];
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), targets), 0, GradientTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void FrozenLayers_LetTheGradientThrough_AndHaveNone(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Frozen, bits);
        ReferenceGraph oracle = new(inputs: 1);
        int x = oracle.Add("conv1", new Convolution(RefWindow.Square(3), 1, 2, new double[18], null), 0);
        x = oracle.Add("silu", new Silu(), oracle.Add("conv2", Conv(2, 6, 0), x));
        x = oracle.Add("silu", new Silu(), oracle.Add("bn1", new Fixed(Norm(8)), oracle.Add("conv3", Conv(6, 8, 1), x)));
        x = oracle.Add(
            "tanh",
            new Tanh(),
            oracle.Add("convtranspose1", new TransposedConvolution(RefWindow.Square(2, 2), (0, 0), 8, 5, new double[160], new double[5]), x));
        x = oracle.Add("tanh", new Tanh(), oracle.Add("fc1", Fc(14 * 16 * 5, 7), oracle.Add("flatten", new Flatten(), x)));
        x = oracle.Add("fc2", Fc(7, 3), x);
        oracle.AddLoss(new LabelLoss(smoothing: 0.05f), x);
        GraphComparison comparison = new(compiled, oracle, seed: 4);

        Assert.Equal(
            ["conv2.weight", "conv2.bias", "fc2.weight", "fc2.bias"],
            compiled.Info.Parameters.Where(tensor => tensor.IsTrainable).Select(tensor => tensor.Name));
        Assert.Equal([-1, 0, 1, -2, 0, 2, -1, 0, 1, -1, -2, -1, 0, 0, 0, 1, 2, 1], compiled.Create(9).Weights[compiled.Info.Parameters[0]].ToArray());
        Assert.DoesNotContain("fc1 weight gradient", string.Concat(compiled.GeneratedSources), StringComparison.Ordinal);
        float[] before = comparison.Network.Weights.Values[comparison.Network.Weights.TrainableLength..].ToArray();
        foreach (int count in (int[])[1, 9])
        {
            Random random = new(count);
            double[][][] targets = [[.. Enumerable.Range(0, count).Select(_ => new[] { (double)random.Next(3) })]];
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), targets), 0, GradientTolerance);
        }

        Assert.Equal(before, comparison.Network.Weights.Values[comparison.Network.Weights.TrainableLength..].ToArray());
    }

    private static BatchNorm Norm(int channels) => new(new double[channels], new double[channels], new double[channels], new double[channels]);

    private static Convolution Conv(int channels, int filters, int padding) =>
        new(RefWindow.Square(3, 1, padding), channels, filters, new double[filters * channels * 9], new double[filters]);

    private static Dense Fc(int inputs, int units) => new(inputs, units, new double[inputs * units], new double[units]);

    /// <summary>A batch norm with its running averages in training, too: a factor and a summand for each channel.</summary>
    private sealed class Fixed(BatchNorm norm) : RefOperator
    {
        public override IReadOnlyList<RefParameter> Parameters => norm.Parameters;

        public override RefTensor[] Forward(IReadOnlyList<RefTensor[]> inputs, bool training) => norm.Forward(inputs, training: false);

        public override void Backward(IReadOnlyList<RefTensor[]> inputs, RefTensor[] outputs, RefTensor[] dOutputs, IReadOnlyList<RefTensor[]> dInputs)
        {
            double[] scale = norm.Parameters[0].Values;
            double[] variance = norm.Parameters[3].Values;
            for (int image = 0; image < dOutputs.Length; image++)
            {
                for (int i = 0; i < dOutputs[image].Length; i++)
                {
                    int c = i % scale.Length;
                    dInputs[0][image].Values[i] += dOutputs[image].Values[i] * scale[c] / Math.Sqrt(variance[c] + 1e-5f);
                }
            }
        }
    }
}
