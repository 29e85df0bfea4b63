using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using CnnGen.Integration.Tests.Harness;
using CnnGen.Integration.Tests.RandomNetworks;
using CnnGen.Reference;
using CnnGen.Reference.Losses;
using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>Gradients of weights as products of panels: strides, windows and channels whose steps are powers of two, and rounds of images.</summary>
[Trait("Category", "Slow")] // says its widths itself: nothing is gained by running it once for each
public class PanelGradientTests
{
    private const int Networks = 8;
    private const int Batch = 9;

    // Each gradient has two kernels that say so.
    private const string Panels = "// Inputs and output gradients in panels, sums of";
    private const int Kernels = 2;

    /// <summary>Vectors of 512 bits only where the processor has them: emulated, a training step takes minutes.</summary>
    public static TheoryData<VectorBits> Widths => new(CodeWidths.Vectors.Where(bits => bits < VectorBits.Bits512 || Vector512.IsHardwareAccelerated));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gradients_EqualTheOracle(VectorBits bits)
    {
        RandomNetwork[] networks = [.. Enumerable.Range((int)bits, Networks).Select(seed => PanelDraft.Trained(seed, $"Net{seed:000}"))];
        string text = OracleComparison.CompareAll(networks, bits, seed: 1, batches: [Batch]);

        Assert.True(Chosen(text) >= Networks / 2, "Few gradients of weights are products of panels.");
    }

    [Fact]
    public void RoundsOfImages_EqualTheOracle_WithEqualBitsForAnyNumberOfThreads()
    {
        RandomNetwork drawn = PanelDraft.TrainedInRounds("Net");
        CompiledNetwork compiled = NetworkCompiler.Compile(drawn.Source, VectorBits.Bits256);
        string text = string.Concat(compiled.GeneratedSources);
        Assert.True(Chosen(text) > 0, "No gradient of weights is a product of panels.");
        string round = Regex.Match(text, @"ImagesOfRound = (\d+), ImagesOfThread = \d+, StagesOfRound = 2").Groups[1].Value;
        int imagesOfRound = int.Parse(round, CultureInfo.InvariantCulture);
        Assert.InRange(imagesOfRound, 2, Batch - 1);
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

    /// <summary>How many gradients are products of panels; equal ones are one.</summary>
    private static int Chosen(string text) => (text.Split(Panels).Length - 1) / Kernels;
}
