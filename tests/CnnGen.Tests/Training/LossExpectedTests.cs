using System.Text.Json;
using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Losses with their options against PyTorch in double precision; <see cref="WeightedLossTests"/> has those of one label an image.</summary>
public sealed unsafe class LossExpectedTests
{
    private static readonly JsonElement s_labels = ExpectedValues.Read("label_losses.json");

    [Theory]
    [InlineData("squared", 3)]
    [InlineData("absolute", 3)]
    [InlineData("huber", 6)]
    [InlineData("binary", 6)]
    public void LossesOfValues_GiveThePyTorchLossAndGradient(string name, int count)
    {
        JsonElement[] cases = [.. ExpectedValues.Read("value_losses.json").EnumerateArray().Where(one => one.GetProperty("name").GetString() == name)];
        Assert.Equal(count, cases.Length);
        foreach (JsonElement expected in cases)
        {
            float[] outputs = expected.Floats("outputs");
            float[] gradient = new float[outputs.Length];
            float option = (float)expected.Double("option");
            BatchTotals totals = new();
            fixed (float* x = outputs, t = expected.Floats("targets"), d = gradient)
            {
                switch (name)
                {
                    case "squared":
                        LossMath.MeanSquaredError(x, outputs.Length, t, 1, d, &totals);
                        break;
                    case "absolute":
                        LossMath.MeanAbsoluteError(x, outputs.Length, t, 1, d, &totals);
                        break;
                    case "huber":
                        LossMath.Huber(x, outputs.Length, t, option, 1, d, &totals);
                        break;
                    default:
                        LossMath.BinaryCrossEntropy(x, outputs.Length, t, option, 1, d, &totals);
                        break;
                }
            }

            AssertEqual(expected, totals.Loss, gradient);
        }
    }

    [Fact]
    public void LossOfPositions_GivesThePyTorchLossAndGradient()
    {
        int ignoredLabels = 0;
        foreach (JsonElement expected in s_labels.GetProperty("positions").EnumerateArray())
        {
            float[] logits = expected.Floats("logits");
            float[] gradient = new float[logits.Length];
            int[] labels = expected.Integers("labels");
            int ignored = expected.GetProperty("ignored").GetInt32();
            float[]? weights = expected.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : expected.Floats("weights");
            int[] counted = [.. labels.Where(label => label != ignored)];
            ignoredLabels += labels.Length - counted.Length;
            BatchTotals totals;
            fixed (float* x = logits, d = gradient, w = weights)
            fixed (int* l = labels)
            {
                totals = new BatchTotals
                {
                    ClassWeights = w,
                    WeightScale = 1 / counted.Sum(label => weights?[label] ?? 1),
                    LabelSmoothing = (float)expected.Double("smoothing"),
                    IgnoreLabel = ignored,
                };
                LossMath.SoftmaxCrossEntropyOfPositions(x, labels.Length, expected.GetProperty("classes").GetInt32(), l, 1, d, &totals);
            }

            AssertEqual(expected, totals.Loss, gradient);
        }

        Assert.InRange(ignoredLabels, 3, 30);
    }

    [Fact]
    public void LossOfTwoLabels_IsThePyTorchLossOfTheirShares()
    {
        foreach (JsonElement expected in s_labels.GetProperty("mixed").EnumerateArray())
        {
            float[] logits = expected.Floats("logits");
            float[] gradient = new float[logits.Length];
            int first = expected.GetProperty("first").GetInt32();
            int second = expected.GetProperty("second").GetInt32();
            BatchTotals totals = new()
            {
                FirstLabels = &first,
                SecondLabels = &second,
                SecondShare = (float)expected.Double("share"),
                LabelSmoothing = (float)expected.Double("smoothing"),
            };
            fixed (float* x = logits, d = gradient)
            {
                LossMath.SoftmaxCrossEntropy(x, logits.Length, -2, 1, d, &totals); // −2 − image
            }

            AssertEqual(expected, totals.Loss, gradient);
        }
    }

    private static void AssertEqual(JsonElement expected, double loss, float[] gradient)
    {
        Assert.Equal(expected.Double("loss"), loss, 2e-6 * Math.Max(1, Math.Abs(expected.Double("loss"))));
        double[] wanted = expected.Doubles("gradient");
        Assert.Equal(wanted.Length, gradient.Length);
        Assert.All(wanted.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 3e-7 * Math.Max(1, Math.Abs(pair.First))));
    }
}
