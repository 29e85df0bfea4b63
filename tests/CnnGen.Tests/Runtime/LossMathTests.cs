using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

public sealed unsafe class LossMathTests
{
    private const float Scale = 0.25f;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(1000)]
    public void SoftmaxCrossEntropy_GivesLossAndGradient(int length)
    {
        float[] logits = [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * 1.7f) * 20f)];
        int label = length / 2;
        double sum = logits.Sum(x => Math.Exp(x));
        (float[] gradient, BatchTotals totals) = OfLabel(logits, label, softmax: true);
        Assert.Equal(Math.Log(sum) - logits[label], totals.Loss, 1e-6);
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(((Math.Exp(logits[i]) / sum) - (i == label ? 1 : 0)) * Scale, gradient[i], 1e-7);
        }
    }

    [Fact]
    public void SoftmaxCrossEntropy_OfScoresThatOverflow_StaysFinite()
    {
        (float[] gradient, BatchTotals totals) = OfLabel([1000f, -1000f, 999f], label: 1, softmax: true);
        Assert.Equal(2000 + Math.Log(1 + Math.Exp(-1)), totals.Loss, 1e-4);
        Assert.Equal(-Scale, gradient[1]);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    public void Correct_CountsTheFirstLargest(int label, int correct) =>
        Assert.Equal(correct, OfLabel([3f, 1f, 3f], label, softmax: true).Totals.Correct);

    [Fact]
    public void CrossEntropy_GivesLossAndGradientAtTheLabelOnly()
    {
        (float[] gradient, BatchTotals totals) = OfLabel([0.2f, 0.5f, 0.3f], label: 2, softmax: false);
        Assert.Equal(-Math.Log(0.3f), totals.Loss, 1e-7);
        Assert.Equal([0f, 0f, -Scale / 0.3f], gradient);
        Assert.Equal(0, totals.Correct);
    }

    [Fact]
    public void CrossEntropy_OfProbabilityZero_StaysFinite()
    {
        (float[] gradient, BatchTotals totals) = OfLabel([1f, 0f], label: 1, softmax: false);
        Assert.Equal(-Math.Log(1e-12f), totals.Loss, 1e-6);
        Assert.Equal(-Scale / 1e-12f, gradient[1]);
    }

    [Fact]
    public void MeanSquaredError_GivesLossAndGradient()
    {
        (float[] gradient, BatchTotals totals) = OfValues([1f, 2f, 5f, 0f], [1f, 4f, 2f, 1f], squared: true);
        Assert.Equal((4 + 9 + 1) / 4.0, totals.Loss, 1e-7);
        Assert.Equal([0f, -4f * Scale / 4, 6f * Scale / 4, -2f * Scale / 4], gradient);
    }

    [Fact]
    public void MeanAbsoluteError_GivesLossAndGradient()
    {
        (float[] gradient, BatchTotals totals) = OfValues([1f, 2f, 5f, 0f], [1f, 4f, 2f, 1f], squared: false);
        Assert.Equal((2 + 3 + 1) / 4.0, totals.Loss, 1e-7);
        Assert.Equal([0f, -Scale / 4, Scale / 4, -Scale / 4], gradient);
    }

    private static (float[] Gradient, BatchTotals Totals) OfLabel(float[] values, int label, bool softmax)
    {
        float[] gradient = new float[values.Length];
        BatchTotals totals = default;
        fixed (float* x = values, d = gradient)
        {
            if (softmax)
            {
                LossMath.SoftmaxCrossEntropy(x, values.Length, label, Scale, d, &totals);
            }
            else
            {
                LossMath.CrossEntropy(x, values.Length, label, Scale, d, &totals);
            }
        }

        return (gradient, totals);
    }

    private static (float[] Gradient, BatchTotals Totals) OfValues(float[] values, float[] targets, bool squared)
    {
        float[] gradient = new float[values.Length];
        BatchTotals totals = default;
        fixed (float* x = values, t = targets, d = gradient)
        {
            if (squared)
            {
                LossMath.MeanSquaredError(x, values.Length, t, Scale, d, &totals);
            }
            else
            {
                LossMath.MeanAbsoluteError(x, values.Length, t, Scale, d, &totals);
            }
        }

        return (gradient, totals);
    }
}
