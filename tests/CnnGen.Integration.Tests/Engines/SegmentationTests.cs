using CnnGen.Integration.Tests.Harness;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using CnnGen.Reference.Operators;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>A U-Net with a label a pixel against the oracle, and what a trainer makes of it.</summary>
public class SegmentationTests
{
    private const string UNet = """
        using CnnGen;

        #pragma warning disable CS9113 // the compiler does not see that a block's body reads its parameters

        /// <summary>Two convolutions.</summary>
        /// <param name="width">Channels.</param>
        [Conv(nameof(width), 3, Padding = 1), Silu, Conv(nameof(width), 3, Padding = 1), Silu]
        public sealed class DoubleConvAttribute(int width) : BlockAttribute;

        /// <summary>A U-Net (Ronneberger et al. 2015), small, with average pools and smooth activations.</summary>
        [Network]
        [Input(16, 12, 3)]
        [DoubleConv(6, Name = "down1", As = "fine"), AveragePool(2)]
        [DoubleConv(10, Name = "down2", As = "coarse"), AveragePool(2)]
        [DoubleConv(14, Name = "bottom")]
        [ConvTranspose(10, 2, Stride = 2, Name = "up2"), Concat("coarse"), DoubleConv(10, Name = "left2")]
        [ConvTranspose(6, 2, Stride = 2, Name = "up1"), Concat("fine"), DoubleConv(6, Name = "left1")]
        [Conv(4, 1, Name = "head")]
        [SoftmaxCrossEntropy(IgnoreLabel = 255, ClassWeights = new float[] { 1, 2, 1, 0.5f })]
        public partial class UNet;
        """;

    public static TheoryData<VectorBits?> Widths => new(EngineTests.Widths);

    [Theory]
    [MemberData(nameof(Widths))]
    public void AUNet_EqualsTheOracle(VectorBits? bits)
    {
        CompiledNetwork compiled = NetworkCompiler.Compile(UNet, bits);
        ReferenceGraph oracle = new(inputs: 1);
        int Double(string name, int channels, int width, int x)
        {
            x = oracle.Add("silu", new Silu(), oracle.Add(name + ".conv1", Conv(channels, width), x));
            return oracle.Add("silu", new Silu(), oracle.Add(name + ".conv2", Conv(width, width), x));
        }

        int Half(int x) => oracle.Add("pool", new AveragePool(RefWindow.Square(2, 2), countPadding: false), x);
        int Up(string name, int channels, int width, int x, int skip) => oracle.Add(
            "concat",
            new Concat(),
            oracle.Add(
                name,
                new TransposedConvolution(RefWindow.Square(2, 2), (0, 0), channels, width, new double[channels * width * 4], new double[width]),
                x),
            skip);

        int fine = Double("down1", 3, 6, 0);
        int coarse = Double("down2", 6, 10, Half(fine));
        int x = Double("bottom", 10, 14, Half(coarse));
        x = Double("left2", 20, 10, Up("up2", 14, 10, x, coarse));
        x = Double("left1", 12, 6, Up("up1", 10, 6, x, fine));
        x = oracle.Add("head", new Convolution(RefWindow.Square(1), 6, 4, new double[24], new double[4]), x);
        oracle.AddLoss(new LabelLoss(ignored: 255, weights: [1, 2, 1, 0.5]), x);
        GraphComparison comparison = new(compiled, oracle, seed: 4);

        Assert.Equal(TargetKind.Label, compiled.TargetKind);
        Assert.Equal(new NetworkValue("output", 16, 12, 4, 0), Assert.Single(compiled.Info.Outputs));
        foreach (int count in (int[])[1, 5])
        {
            Random random = new(count);
            double[][][] targets = [[.. Enumerable
                .Range(0, count)
                .Select(_ => Enumerable.Range(0, 192).Select(_ => (double)(random.Next(5) == 0 ? 255 : random.Next(4))).ToArray())]];
            Assert.InRange(comparison.GradientDistance(comparison.Images(count, count), targets), 0, 1e-5);
        }
    }

    [Fact]
    public void ATrainer_LearnsLabelsOfPixels() =>
        ((SegmentationCheck)Activator.CreateInstance(typeof(SegmentationCheck<>).MakeGenericType(NetworkCompiler.Compile(UNet, VectorBits.Bits128).Create(
            1).Network.GetType()))!).Learns();

    private static Convolution Conv(int channels, int filters) =>
        new(RefWindow.Square(3, 1, 1), channels, filters, new double[filters * channels * 9], new double[filters]);

    private abstract class SegmentationCheck
    {
        public abstract void Learns();
    }

    private sealed class SegmentationCheck<TNetwork> : SegmentationCheck
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        /// <summary>The class of a pixel is whether it is bright, but for one in nine, which does not count.</summary>
        public override void Learns()
        {
            const int Images = 24;
            Random random = new(1);
            bool[] bright = [.. Enumerable.Range(0, Images * 192).Select(_ => random.Next(2) == 1)];
            float[] pixels = [.. Enumerable.Range(0, Images * 192 * 3).Select(i => (bright[i / 3] ? 0.6f : 0) + (0.4f * random.NextSingle()))];
            int[] labels = [.. bright.Select((isBright, i) => i % 9 == 0 ? 255 : isBright ? 1 : 0)];
            TensorDataset data = new(pixels, labels, [], 16, 12, 3);
            Trainer<TNetwork> trainer = new(new Adam(0.005), seed: 3);
            TrainingHistory history = trainer.Fit(data, epochs: 60, batchSize: 8);

            Assert.True(history[^1].Loss < 0.4 * history[0].Loss, $"{history[0].Loss} → {history[^1].Loss}");
            EvaluationResult result = Evaluation.Run(trainer.Network, data, batchSize: 5);
            Assert.Equal(labels.Count(label => label != 255), result.Labels);
            Assert.InRange(result.Accuracy, 0.7, 1); // half of the pixels are bright
            float[] gradient = new float[trainer.Network.Weights.TrainableLength];
            Assert.Equal(trainer.Network.Gradient(pixels, new Targets(labels), gradient).LossSum / Images, result.Loss, 1e-5);
            Assert.Equal(result.Loss, Evaluation.Run(trainer.Network, data, batchSize: 24).Loss, 1e-9);
        }
    }
}
