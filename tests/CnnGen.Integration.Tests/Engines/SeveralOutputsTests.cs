using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Networks of several outputs, inputs and losses against the oracle, forward and backward, at every vector width.</summary>
public class SeveralOutputsTests
{
    // Of the gradient of all parameters together, relative to its length.
    private const double GradientTolerance = 1e-5;

    private const string Detector = """
        using System;
        using CnnGen;

        /// <summary>A detector of two heads.</summary>
        [Network]
        [Input(13, 11, 3)]
        [Conv(8, 3, Stride = 2, Padding = 1), Silu, Conv(12, 3, Padding = 1), Silu(As = "features")]
        [Conv(6, 1, As = "boxes")]
        [Conv(5, 3, Padding = 1, From = "features", As = "scores")]
        [Output("boxes", "scores")]
        [Huber(From = "boxes", Delta = 0.5f, Weight = 2)]
        [SoftmaxCrossEntropy(From = "scores", IgnoreLabel = 255)]
        public partial class Detector
        {
            /// <summary>For tests, which know no spans.</summary>
            public void Call(float[] input, float[] boxes, float[] scores, bool logits)
            {
                if (logits)
                {
                    Logits(input, boxes, scores);
                }
                else
                {
                    Forward(input, boxes, scores);
                }
            }
        }
        """;

    private const string TwoInputs = """
        using System;
        using CnnGen;

        /// <summary>An image beside what is known of it.</summary>
        [Network]
        [Input(9, 10, 2, Name = "image")]
        [Input(1, 1, 5, Name = "facts")]
        [Conv(6, 3, From = "image"), Silu, AveragePool(2), Flatten(As = "seen")]
        [Dense(7, From = "facts"), Tanh(As = "known")]
        [Concat("seen", "known"), Dense(4)]
        [BinaryCrossEntropy(PositiveWeight = 3)]
        public partial class TwoInputs
        {
            /// <summary>For tests, which know no spans.</summary>
            public void Call(float[] image, float[] facts, float[] output) => Forward(image, facts, output);
        }
        """;

    private const string Auxiliary = """
        using System;
        using CnnGen;

        /// <summary>A classifier with an auxiliary head.</summary>
        [Network]
        [Input(10, 10, 1)]
        [Conv(6, 3), Silu(As = "middle")]
        [GlobalAveragePool, Dense(4, Name = "aux.fc", As = "aux")]
        [Conv(8, 3, From = "middle"), Silu, GlobalAveragePool, Dense(4, Name = "fc", As = "main")]
        [SoftmaxCrossEntropy(From = "main", ClassWeights = new float[] { 1, 2, 0.5f, 1 })]
        [SoftmaxCrossEntropy(From = "aux", Weight = 0.3f, LabelSmoothing = 0.1f)]
        public partial class Auxiliary;
        """;

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [Theory]
    [MemberData(nameof(Widths))]
    public void TwoOutputs_EqualTheOracle(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Detector, bits);
        ReferenceGraph oracle = new(inputs: 1);
        int x = oracle.Add("silu1", new Silu(), oracle.Add("conv1", Conv(3, 8, 3, 2, 1), 0));
        int features = oracle.Add("silu2", new Silu(), oracle.Add("conv2", Conv(8, 12, 3, 1, 1), x));
        int boxes = oracle.Add("conv3", Conv(12, 6, 1, 1, 0), features);
        int scores = oracle.Add("conv4", Conv(12, 5, 3, 1, 1), features);
        oracle.AddLoss(ValueLoss.Huber(0.5), boxes, weight: 2);
        oracle.AddLoss(new LabelLoss(ignored: 255), scores);
        GraphComparison comparison = new(compiled, oracle, seed: 3);

        Assert.Equal(["boxes", "scores"], compiled.Info.Outputs.Select(output => output.Name));
        Assert.Equal(new NetworkValue("scores", 7, 6, 5, 7 * 6 * 6), compiled.Info.Output("scores"));
        Assert.Equal(TargetKind.LabelsAndValues, compiled.TargetKind);
        Assert.Contains("→ boxes 7×6×6, scores 7×6×5 ·", compiled.Info.Summary, StringComparison.Ordinal);
        RefTensor[][] images = comparison.Images(seed: 5, count: 3);
        comparison.AssertOutputs(images, (boxes, value => value), (scores, OverChannels));
        AssertSpans(comparison.Network.Network, compiled.Info, images, oracle, boxes, scores);
        foreach (int count in (int[])[1, 9])
        {
            Random random = new(count);
            double[][][] targets = [Values(random, count, 7 * 6 * 6, -2, 2), Labels(random, count, 42, classes: 5, ignored: 255)];
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), targets), 0, GradientTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void TwoInputs_EqualTheOracle(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(TwoInputs, bits);
        ReferenceGraph oracle = new(inputs: 2);
        int conv = oracle.Add("silu1", new Silu(), oracle.Add("conv1", Conv(2, 6, 3, 1, 0), 0));
        int seen = oracle.Add("flatten1", new Flatten(), oracle.Add("pool1", new AveragePool(RefWindow.Square(2, 2), countPadding: false), conv));
        int known = oracle.Add("tanh1", new Tanh(), oracle.Add("fc1", Fc(5, 7), 1));
        int output = oracle.Add("fc2", Fc((3 * 4 * 6) + 7, 4), oracle.Add("concat1", new Concat(), seen, known));
        oracle.AddLoss(ValueLoss.BinaryCrossEntropy(positiveWeight: 3), output);
        GraphComparison comparison = new(compiled, oracle, seed: 4);

        Assert.Equal(["image", "facts"], compiled.Info.Inputs.Select(input => input.Name));
        RefTensor[][] images = comparison.Images(seed: 5, count: 3);
        static RefTensor Sigmoid(RefTensor x) => new(1, 1, x.Length, [.. x.Values.Select(value => 1 / (1 + Math.Exp(-value)))]);
        comparison.AssertOutputs(images, (output, Sigmoid));
        float[] actual = new float[3 * 4];
        Invoke(comparison.Network.Network, GraphComparison.Single(images[0]), GraphComparison.Single(images[1]), actual);
        Assert.All(
            oracle.Values(images, isTraining: false)[output].SelectMany(value => Sigmoid(value).Values).Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        foreach (int count in (int[])[1, 9])
        {
            double[][][] targets = [Values(new Random(count), count, 4, 0, 1)];
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), targets), 0, GradientTolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void AnAuxiliaryHead_TakesPartInTrainingAlone(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Auxiliary, bits);
        ReferenceGraph oracle = new(inputs: 1);
        int middle = oracle.Add("silu1", new Silu(), oracle.Add("conv1", Conv(1, 6, 3, 1, 0), 0));
        int aux = oracle.Add("aux.fc", Fc(6, 4), oracle.Add("gap1", new GlobalAveragePool(), middle));
        int conv = oracle.Add("silu2", new Silu(), oracle.Add("conv2", Conv(6, 8, 3, 1, 0), middle));
        int main = oracle.Add("fc", Fc(8, 4), oracle.Add("gap2", new GlobalAveragePool(), conv));
        oracle.AddLoss(new LabelLoss(weights: [1, 2, 0.5, 1]), main);
        oracle.AddLoss(new LabelLoss(smoothing: 0.1), aux, weight: 0.3f);
        GraphComparison comparison = new(compiled, oracle, seed: 6);

        Assert.Equal([0, -1], compiled.Info.Losses.Select(loss => loss.Output));
        Assert.Equal((64 * 9 * 6) + (36 * 9 * 6 * 8) + (8 * 4), compiled.Info.MultiplyAdds);
        comparison.AssertOutputs(comparison.Images(seed: 5, count: 2), (main, OverChannels));
        foreach (int count in (int[])[1, 9])
        {
            Random random = new(count);
            double[][] labels = Labels(random, count, 1, classes: 4, ignored: null);
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), [labels, labels]), 0, GradientTolerance);
        }
    }

    [Fact]
    public void WrongTargets_AreRefused_ByTheNameOfTheLoss()
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(Detector, VectorBits.Bits128);
        NetworkInstance network = compiled.Create(seed: 1);
        float[] gradient = new float[network.Weights.TrainableLength];
        float[] image = new float[13 * 11 * 3];
        int[] labels = new int[42];
        labels[17] = 5;

        ArgumentException few = Assert.Throws<ArgumentException>(() => network.Gradient(image, new Targets(labels, new float[7]), gradient));
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => network.Gradient(image, new Targets(labels, new float[252]), gradient));

        Assert.Contains(
            "42 labels and 7 target values for 1 image; its losses compare 42 labels and 252 values of each",
            few.Message,
            StringComparison.Ordinal);
        Assert.Contains("label 17 of image 0 for loss2 is 5; classes are 0 to 4, and 255 does not count", wrong.Message, StringComparison.Ordinal);
    }

    private static void AssertSpans(object network, NetworkInfo info, RefTensor[][] images, ReferenceGraph oracle, int boxes, int scores)
    {
        RefTensor[][] values = oracle.Values(images, isTraining: false);
        foreach (bool logits in (bool[])[false, true])
        {
            float[] first = new float[3 * info.Outputs[0].Length];
            float[] second = new float[3 * info.Outputs[1].Length];
            Invoke(network, GraphComparison.Single(images[0]), first, second, logits);
            Assert.All(values[boxes].SelectMany(value => value.Values).Zip(first), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
            Assert.All(
                values[scores].SelectMany(value => logits ? value.Values : OverChannels(value).Values).Zip(second),
                pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    private static void Invoke(object network, params object[] arguments) => network.GetType().GetMethod("Call")!.Invoke(network, arguments);

    private static RefTensor OverChannels(RefTensor image)
    {
        RefTensor output = image.ZerosLike();
        for (int position = 0; position < image.Height * image.Width; position++)
        {
            RefTensor scores = RefTensor.Vector(image.Values[(position * image.Channels)..((position + 1) * image.Channels)]);
            new Softmax().Forward(scores).Values.CopyTo(output.Values, position * image.Channels);
        }

        return output;
    }

    private static double[][] Values(Random random, int images, int length, double low, double high) =>
        [.. Enumerable
            .Range(0, images)
            .Select(_ => Enumerable.Range(0, length).Select(_ => (double)(float)(low + (random.NextDouble() * (high - low)))).ToArray())];

    private static double[][] Labels(Random random, int images, int length, int classes, int? ignored) =>
        [.. Enumerable
            .Range(0, images)
            .Select(_ =>
                Enumerable.Range(0, length).Select(_ => (double)(ignored is { } label && random.Next(4) == 0 ? label : random.Next(classes))).ToArray())];

    private static Convolution Conv(int channels, int filters, int kernel, int stride, int padding) =>
        new(RefWindow.Square(kernel, stride, padding), channels, filters, new double[filters * channels * kernel * kernel], new double[filters]);

    private static Dense Fc(int inputs, int units) => new(inputs, units, new double[inputs * units], new double[units]);
}
