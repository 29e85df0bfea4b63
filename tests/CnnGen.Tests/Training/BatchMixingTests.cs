using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>MixUp and CutMix, and the loss of two labels.</summary>
public sealed unsafe class BatchMixingTests
{
    private const int Height = 5;
    private const int Width = 7;
    private const int Channels = 2;
    private const int Length = Height * Width * Channels;

    [Fact]
    public void MixUp_BlendsEachImageWithTheOneBefore()
    {
        float[] before = Images(3);
        float[] mixed = [.. before];
        RandomSource random = new(4);

        float share = new MixUp(1).Mix(mixed, Height, Width, Channels, ref random);

        Assert.InRange(share, 0.01f, 0.99f);
        for (int i = 0; i < mixed.Length; i++)
        {
            Assert.Equal(((1 - share) * before[i]) + (share * Previous(before, i)), mixed[i], 1e-6);
        }
    }

    [Fact]
    public void CutMix_PutsARectangleOfTheImageBefore_AndCountsItsPixels()
    {
        RandomSource random = new(4);
        HashSet<float> shares = [];
        for (int repetition = 0; repetition < 50; repetition++)
        {
            float[] before = Images(3);
            float[] mixed = [.. before];

            float share = new CutMix().Mix(mixed, Height, Width, Channels, ref random);

            shares.Add(share);
            int[] cut = [.. Enumerable.Range(0, mixed.Length).Where(i => mixed[i] != before[i])];
            Assert.All(cut, i => Assert.Equal(Previous(before, i), mixed[i]));
            Assert.Equal(3 * Length * share, cut.Length, 1e-3);
            int[] columns = [.. cut.Select(i => i / Channels % Width).Distinct()];
            int[] rows = [.. cut.Select(i => i % Length / Channels / Width).Distinct()];
            Assert.Equal(columns.Length * rows.Length * Channels * 3, cut.Length);
        }

        Assert.True(shares.Count > 10);
    }

    /// <summary>Mean ½ and variance 1/(4(2α + 1)).</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_AreOfTheBetaDistribution(double alpha)
    {
        const int Draws = 20_000;
        RandomSource random = new(1);
        Drawing drawing = new(alpha);
        double[] shares = [.. Enumerable.Range(0, Draws).Select(_ => drawing.Next(ref random))];

        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal(0.5, shares.Average(), 0.01);
        double variance = shares.Average(share => Math.Pow(share - 0.5, 2));
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), variance, 0.03 * variance);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MixUp(0));
    }

    /// <summary>With and without smoothing, the loss of two labels is the mean of the losses of both by their shares, and so is its gradient.</summary>
    [Theory]
    [InlineData(0f, 0.3f, false)]
    [InlineData(0.2f, 0.8f, false)]
    [InlineData(0f, 0.3f, true)]
    [InlineData(0.1f, 0.6f, true)]
    public void TheLossOfTwoLabels_IsTheMeanOfTheirLosses(float smoothing, float share, bool ofProbabilities)
    {
        float[] values = [0.1f, 0.4f, 0.3f, 0.2f];
        int[] first = [3, 1];
        int[] second = [0, 2];
        (double lossOfFirst, float[] gradientOfFirst, _) = Loss(values, 1, smoothing, ofProbabilities, null, null, 0);
        (double lossOfSecond, float[] gradientOfSecond, _) = Loss(values, 2, smoothing, ofProbabilities, null, null, 0);

        (double loss, float[] gradient, int correct) = Loss(values, -2 - 1, smoothing, ofProbabilities, first, second, share);

        Assert.Equal(((1 - share) * lossOfFirst) + (share * lossOfSecond), loss, 1e-6);
        Assert.All(Enumerable.Range(0, 4), c => Assert.Equal(((1 - share) * gradientOfFirst[c]) + (share * gradientOfSecond[c]), gradient[c], 1e-6));
        Assert.Equal(share > 0.5f ? 0 : 1, correct); // class 1 is the largest
    }

    [Fact]
    public void WrongSecondLabels_AreNamed()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        float[] gradient = new float[network.Weights.TrainableLength];
        float[] image = new float[16];

        Assert.Contains(
            "2 second labels",
            Refusal(() => network.Gradient(image, new Targets([0]) { SecondLabels = new int[] { 1, 2 } }, gradient)),
            StringComparison.Ordinal);
        Assert.Contains(
            "a second label is 3; classes are 0 to 2",
            Refusal(() => network.Gradient(image, new Targets([0]) { SecondLabels = new int[] { 3 } }, gradient)),
            StringComparison.Ordinal);
        Assert.Contains(
            "a share from 0 to 1",
            Refusal(() => network.Gradient(image, new Targets([0]) { SecondLabels = new int[] { 1 }, SecondShare = 1.5f }, gradient)),
            StringComparison.Ordinal);
        Assert.Contains(
            "do not go together",
            Refusal(() => network.Gradient(image, new Targets([0]) { SecondLabels = new int[] { 1 }, ClassWeights = new float[] { 1, 1, 1 } }, gradient)),
            StringComparison.Ordinal);
        Trainer<SoftmaxRegression> trainer = new(new Sgd(0.1)) { Mixing = new MixUp(), BatchGroups = 2 };
        Assert.Contains("BatchGroups divides it", Refusal(() => trainer.Fit(new ToyData(8, 1), 1, 4)), StringComparison.Ordinal);
    }

    private static string Refusal(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

    private static (double Loss, float[] Gradient, int Correct) Loss(
        float[] values, int label, float smoothing, bool ofProbabilities, int[]? first, int[]? second, float share)
    {
        float[] gradient = new float[values.Length];
        BatchTotals totals;
        fixed (float* x = values, d = gradient)
        fixed (int* one = first, other = second)
        {
            totals = new BatchTotals { LabelSmoothing = smoothing, FirstLabels = one, SecondLabels = other, SecondShare = share };
            if (ofProbabilities)
            {
                LossMath.CrossEntropy(x, values.Length, label, 0.5f, d, &totals);
            }
            else
            {
                LossMath.SoftmaxCrossEntropy(x, values.Length, label, 0.5f, d, &totals);
            }
        }

        return (totals.Loss, gradient, totals.Correct);
    }

    private static float Previous(float[] images, int i) => images[(i + images.Length - Length) % images.Length];

    private static float[] Images(int count)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, count * Length).Select(_ => random.NextSingle())];
    }

    private sealed class Drawing(double alpha) : BatchMixing(alpha)
    {
        public double Next(ref RandomSource random) => DrawShare(ref random);

        public override float Mix(Span<float> images, int height, int width, int channels, ref RandomSource random) => 0;
    }
}
