using System.Text.Json;
using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Class weights and label smoothing against PyTorch in double precision.</summary>
public sealed unsafe class WeightedLossTests
{
    private static readonly JsonElement s_expected = ExpectedValues.Read("losses.json");

    [Fact]
    public void SoftmaxCrossEntropy_GivesThePyTorchLossAndGradient()
    {
        foreach (JsonElement expected in s_expected.GetProperty("cases").EnumerateArray())
        {
            int[] labels = expected.Integers("labels");
            double loss = 0;
            int image = 0;
            JsonElement gradients = expected.GetProperty("gradient");
            foreach (JsonElement logits in expected.GetProperty("logits").EnumerateArray())
            {
                (float[] gradient, double part) = Softmax(logits.Floats(), image, labels, expected);
                loss += part;
                double[] wanted = gradients[image++].Doubles();
                Assert.All(wanted.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 2e-7));
            }

            Assert.Equal(expected.Double("loss"), loss / labels.Length, 2e-6);
        }
    }

    [Fact]
    public void CrossEntropyOfProbabilities_IsThatOfTheirLogits()
    {
        float[] probabilities = [0.2f, 0.5f, 0.3f];
        float[] weights = [1, 2, 0.5f];
        float[] gradient = new float[3];
        BatchTotals totals;
        fixed (float* p = probabilities, w = weights, d = gradient)
        {
            totals = new BatchTotals { ClassWeights = w, WeightScale = 0.5f, LabelSmoothing = 0.3f };
            LossMath.CrossEntropy(p, 3, 1, 1, d, &totals);
        }

        double[] targets = [0.1, (0.7 + 0.1) * 2, 0.1 * 0.5];
        double expected = -0.5 * Enumerable.Range(0, 3).Sum(c => targets[c] * Math.Log(probabilities[c]));
        Assert.Equal(expected, totals.Loss, 1e-6);
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(-0.5 * targets[c] / probabilities[c], gradient[c], 1e-6));
    }

    [Fact]
    public void NetworkOfTheLibrary_PassesWeightsAndSmoothingToTheLoss()
    {
        // The hand-written network computes its own loss, so what is wrong is told before it is asked.
        SoftmaxRegression network = SoftmaxRegression.Create(1);
        float[] gradient = new float[network.Weights.TrainableLength];
        float[] image = new float[16];

        Assert.Contains(
            "2 class weights for 3 classes",
            Refusal(() => network.Gradient(image, new Targets([0]) { ClassWeights = new float[] { 1, 2 } }, gradient)));
        Assert.Contains("a class weight is -1", Refusal(() => network.Gradient(image, new Targets([0]) { ClassWeights = new float[] { 1, -1, 1 } }, gradient)));
        Assert.Contains("whose weight is 0", Refusal(() => network.Gradient(image, new Targets([0]) { ClassWeights = new float[] { 0, 1, 1 } }, gradient)));
        Assert.Contains("label smoothing is 1", Refusal(() => network.Gradient(image, new Targets([0]) { LabelSmoothing = 1 }, gradient)));
    }

    [Fact]
    public void BalancedWeights_AreScikitLearns()
    {
        JsonElement expected = s_expected.GetProperty("balanced");
        int[] labels = expected.Integers("labels");
        TensorDataset data = new(new float[labels.Length], labels, 1, 1, 1);

        Assert.All(expected.Doubles("weights").Zip(ClassWeights.Balanced(data, 4)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.Equal(0, ClassWeights.Balanced(data, 5)[4]);
        Assert.Contains("classes are 0 to 2", Refusal(() => ClassWeights.Balanced(data, 3)));
    }

    private static (float[] Gradient, double Loss) Softmax(float[] logits, int image, int[] labels, JsonElement expected)
    {
        float[]? weights = expected.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : expected.Floats("weights");
        float[] gradient = new float[logits.Length];
        fixed (float* x = logits, d = gradient, w = weights)
        {
            BatchTotals totals = new()
            {
                ClassWeights = w,
                WeightScale = weights is null ? 0 : labels.Length / labels.Sum(label => weights[label]),
                LabelSmoothing = (float)expected.Double("smoothing"),
            };
            LossMath.SoftmaxCrossEntropy(x, logits.Length, labels[image], 1f / labels.Length, d, &totals);
            return (gradient, totals.Loss);
        }
    }

    private static string Refusal(Action action) => Assert.Throws<ArgumentException>(action).Message;
}
