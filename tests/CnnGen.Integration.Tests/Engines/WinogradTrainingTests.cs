using System.Runtime.Intrinsics;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>
/// Winograd's algorithm in training: forward, gradients of inputs as convolutions with the rotated kernel, and gradients of weights summed at the points.
/// </summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public class WinogradTrainingTests
{
    private const int Networks = 12;
    private const int Batch = 9;

    // The error that is allowed, in those of sums in single precision taken one by one.
    private const double MostErrors = 3;

    /// <summary>Vectors of 512 bits only where the processor has them: emulated, a training step takes minutes.</summary>
    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors.Where(bits => bits < VectorBits.Bits512 || Vector512.IsHardwareAccelerated));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_EqualTheOracle(VectorBits bits)
    {
        RandomNetwork[] networks = [.. Enumerable.Range((int)bits, Networks).Select(seed => WinogradDraft.Trained(seed, $"Net{seed:000}"))];
        string text = OracleComparison.CompareAll(networks, bits, seed: 1, batches: [Batch]);

        Assert.True(
            Count(text, " gradients, summed over the tiles of all images") >= Networks / 2,
            "Few gradients of weights are computed by Winograd's algorithm.");
        Assert.True(Count(text, "input gradient, Winograd ") >= Networks / 2, "Few gradients of inputs are computed by Winograd's algorithm.");
    }

    /// <summary>Rounds of two images for each thread, in the second cache or in the last.</summary>
    [Theory]
    [InlineData(58, 54, "ImagesOfRound = 8, ImagesOfThread = 2,")]
    [InlineData(12, 16, "ImagesOfRound = 151, ImagesOfThread = 2,")]
    public void RoundsOfImages_EqualTheOracle_WithEqualBitsForAnyNumberOfThreads(int height, int width, string rounds)
    {
        RandomNetwork drawn = WinogradDraft.TrainedInRounds("Net", height, width);
        CompiledNetwork compiled = NetworkCompiler.Compile(drawn.Source, VectorBits.Bits256);
        Assert.Contains(rounds, string.Concat(compiled.GeneratedSources), StringComparison.Ordinal);
        (RefTensor[] images, RefTarget[] targets) = drawn.DrawBatch(seed: 3, Batch);
        float[][] gradients = [.. new[] { 1, 2, 3, 7 }.Select(threads =>
        {
            NetworkInstance network = compiled.Create(seed: 1);
            network.Threads = threads;
            float[] gradient = new float[network.Weights.TrainableLength];
            network.Gradient(Batches.Pixels(images), Batches.Targets(targets), gradient);
            return gradient;
        })];

        Assert.All(gradients, gradient => Assert.Equal(gradients[0].Select(BitConverter.SingleToInt32Bits), gradient.Select(BitConverter.SingleToInt32Bits)));
        OracleComparison.Compare(compiled, drawn, seed: 5, [Batch]);
    }

    /// <summary>For the gradient of a sum that does not depend on the weights, so that nothing but the gradient's own sums is rounded.</summary>
    [Theory]
    [MemberData(nameof(Widths))]
    public void TheErrorOfWeightGradients_IsAFewTimesThatOfSequentialSums(VectorBits bits)
    {
        const int Size = 24;
        const int Channels = 24;
        const int Images = 8;
        string source = $"""
            using CnnGen;

            [Network, Input({Size}, {Size}, {Channels})]
            [Conv({Channels}, 3, Padding = 1, Bias = false)]
            [MeanSquaredError]
            public partial class WholeNetwork;
            """;
        CompiledNetwork compiled = NetworkCompiler.CompileWholeBatch(source, bits);
        Assert.Contains("gradients, summed over the tiles of all images", string.Concat(compiled.GeneratedSources), StringComparison.Ordinal);
        Random random = new(6);
        float[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] input = Draw(Images * Size * Size * Channels);
        float[] targets = Draw(input.Length);
        NetworkInstance network = compiled.Create(seed: 1);
        network.Weights.Values.Clear(); // the outputs are zeros, without an error
        network.Weights.MarkChanged();
        float[] gradient = new float[network.Weights.TrainableLength];
        network.Gradient(input, new Targets(targets), gradient);

        (double ours, double sequential) = (0, 0);
        double scale = -2.0 / input.Length;
        for (int oc = 0; oc < Channels; oc += 5)
        {
            for (int place = 0; place < Channels * 9; place++)
            {
                (double exact, float sum) = (0, 0);
                (int ic, int kh, int kw) = (place / 9, place / 3 % 3, place % 3);
                for (int pixel = 0; pixel < Images * Size * Size; pixel++)
                {
                    (int n, int h, int w) = (pixel / (Size * Size), (pixel / Size % Size) + kh - 1, (pixel % Size) + kw - 1);
                    if (h is >= 0 and < Size && w is >= 0 and < Size)
                    {
                        float x = input[(((((n * Size) + h) * Size) + w) * Channels) + ic];
                        float g = targets[(pixel * Channels) + oc];
                        exact += (double)x * g;
                        sum += x * g;
                    }
                }

                ours += Math.Pow((gradient[(oc * Channels * 9) + place] / scale) - exact, 2);
                sequential += Math.Pow(sum - exact, 2);
            }
        }

        double errors = Math.Sqrt(ours / sequential);
        Assert.True(errors <= MostErrors, $"{errors:0.00} times the error of sequential sums");
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
