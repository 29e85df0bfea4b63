using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

public sealed class GradientPassTests
{
    private const int InputLength = SoftmaxRegression.InputLength;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 4, 3)]
    [InlineData(7, 1, 3)]
    [InlineData(7, 4, 3)]
    [InlineData(16, 4, 1)]
    [InlineData(29, 5, 4)]
    public void Gradient_IsTheSumOverImages_AndBitEqualForAnyThreads(int images, int shards, int microBatch)
    {
        NetworkWeights weights = SoftmaxRegression.Create(3).Weights;
        float[] input = NetworkRuntimeTests.RandomValues(images * InputLength, 4);
        int[] labels = Labels(images);
        (double[] expected, double expectedLoss, int expectedCorrect) = InDouble(weights.Values, input, labels);

        float[]? first = null;
        for (int threads = 1; threads <= 6; threads++)
        {
            NetworkRuntime runtime = new(SoftmaxRegression.Program(shards, microBatch), weights) { Threads = threads };
            float[] gradient = new float[weights.TrainableLength];
            Array.Fill(gradient, float.NaN);

            BatchResult result = runtime.Gradient(input, labels, gradient, noiseSeed: 9);

            Assert.Equal(expectedLoss, result.LossSum, 1e-4);
            Assert.Equal(expectedCorrect, result.Correct);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], gradient[i], SoftmaxRegression.Noise);
            }

            first ??= gradient;
            Assert.Equal(first.Select(BitConverter.SingleToInt32Bits), gradient.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Fact]
    public void NoiseSeed_ReachesTheNetwork()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(3);
        float[] input = NetworkRuntimeTests.RandomValues(5 * InputLength, 4);
        float[] first = new float[network.Weights.TrainableLength];
        float[] second = new float[first.Length];

        network.Gradient(input, Labels(5), first, noiseSeed: 1);
        network.Gradient(input, Labels(5), second, noiseSeed: 2);

        Assert.NotEqual(first, second);
    }

    [Fact]
    public void UnalignedAndAlignedGradient_AreEqual()
    {
        NetworkRuntime runtime = new(SoftmaxRegression.Program(1, 4), SoftmaxRegression.Create(3).Weights);
        float[] input = NetworkRuntimeTests.RandomValues(5 * InputLength, 4);
        using AlignedBuffer aligned = new(runtime.Weights.TrainableLength);
        using AlignedBuffer shifted = new(aligned.Length + 1);

        runtime.Gradient(input, Labels(5), aligned.Span, 1);
        runtime.Gradient(input, Labels(5), shifted.Span[1..], 1);

        Assert.Equal(aligned.Span.ToArray(), shifted.Span[1..].ToArray());
        Assert.Equal(0, shifted.Span[0]);
    }

    [Theory]
    [InlineData(2, -1, "label of image 2 is -1; classes are 0 to 2")]
    [InlineData(0, 3, "label of image 0 is 3; classes are 0 to 2")]
    public void LabelThatIsNoClass_IsRefusedBeforeAnythingIsWritten(int image, int label, string expected)
    {
        SoftmaxRegression network = SoftmaxRegression.Create(3);
        int[] labels = Labels(4);
        labels[image] = label;
        float[] gradient = new float[network.Weights.TrainableLength];
        Array.Fill(gradient, 7);

        ArgumentException thrown = Assert.Throws<ArgumentException>("targets", () => network.Gradient(new float[4 * InputLength], labels, gradient));

        Assert.Contains(expected, thrown.Message);
        Assert.All(gradient, value => Assert.Equal(7, value));
    }

    [Fact]
    public void ArgumentsThatDoNotFit_AreNamed()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(3);
        float[] two = new float[2 * InputLength];
        float[] gradient = new float[network.Weights.TrainableLength];

        Assert.Contains("3 labels for 2 images", Assert.Throws<ArgumentException>("targets", () => network.Gradient(two, new int[3], gradient)).Message);
        Assert.Contains(
            "compares labels, but 6 target values",
            Assert.Throws<ArgumentException>("targets", () => network.Gradient(two, new float[6], gradient)).Message);
        Assert.Contains("gradient has 10 values", Assert.Throws<ArgumentException>("gradient", () => network.Gradient(two, new int[2], new float[10])).Message);
        Assert.Contains("17 values", Assert.Throws<ArgumentException>("input", () => network.Gradient(new float[17], new int[2], gradient)).Message);
    }

    [Fact]
    public void NetworkWithoutLoss_HasNoGradient()
    {
        NetworkRuntime runtime = new(SoftmaxRegression.Program(1, 1, trainable: false), new NetworkWeights(SoftmaxRegression.Info));

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => runtime.Gradient(new float[InputLength], new int[1], new float[64], 0));

        Assert.Contains("SoftmaxRegression declares no loss", thrown.Message);
    }

    private static int[] Labels(int images)
    {
        int[] labels = new int[images];
        for (int i = 0; i < images; i++)
        {
            labels[i] = i * 5 % SoftmaxRegression.Classes;
        }

        return labels;
    }

    private static (double[] Gradient, double Loss, int Correct) InDouble(ReadOnlySpan<float> weights, float[] input, int[] labels)
    {
        double[] gradient = new double[weights.Length];
        double loss = 0;
        int correct = 0;
        double[] logits = new double[SoftmaxRegression.Classes];
        for (int image = 0; image < labels.Length; image++)
        {
            for (int c = 0; c < logits.Length; c++)
            {
                logits[c] = weights[SoftmaxRegression.BiasOffset + c];
                for (int i = 0; i < InputLength; i++)
                {
                    logits[c] += (double)weights[(c * InputLength) + i] * input[(image * InputLength) + i];
                }
            }

            double total = logits.Sum(Math.Exp);
            loss += Math.Log(total) - logits[labels[image]];
            correct += Array.IndexOf(logits, logits.Max()) == labels[image] ? 1 : 0;
            for (int c = 0; c < logits.Length; c++)
            {
                double dLogit = ((Math.Exp(logits[c]) / total) - (c == labels[image] ? 1 : 0)) / labels.Length;
                gradient[SoftmaxRegression.BiasOffset + c] += dLogit;
                for (int i = 0; i < InputLength; i++)
                {
                    gradient[(c * InputLength) + i] += dLogit * input[(image * InputLength) + i];
                }
            }
        }

        return (gradient, loss, correct);
    }
}
