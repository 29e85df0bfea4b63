using Xunit;

namespace CnnGen.Tests.Training;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(1000, 3)]
    public void Evaluation_AgreesWithTheGradientPass_ForAnyBatch(int batchSize, int threads)
    {
        SoftmaxRegression network = SoftmaxRegression.Create(2);
        ToyData data = new(40, 1);
        float[] images = new float[40 * 16];
        int[] labels = new int[40];
        for (int i = 0; i < 40; i++)
        {
            data.CopyImage(i, images.AsSpan(i * 16, 16));
            labels[i] = data.Label(i);
        }

        BatchResult expected = network.Gradient(images, labels, new float[network.Weights.TrainableLength]);
        network.Threads = threads;

        EvaluationResult result = Evaluation.Run(network, data, batchSize);

        Assert.Equal(40, result.Images);
        Assert.Equal(expected.Correct, result.Correct);
        Assert.Equal(expected.LossSum / 40, result.Loss, 1e-6);
        Assert.Equal(expected.Correct / 40d, result.Accuracy);
    }

    [Fact]
    public void ConfusionMatrix_CountsEveryImage()
    {
        SoftmaxRegression network = SoftmaxRegression.Create(2);
        ToyData data = new(40, 1);
        ConfusionMatrix confusion = new(3);

        EvaluationResult result = Evaluation.Run(network, data, 16, confusion);
        int[] answers = Evaluation.Predict(network, data, 7);

        Assert.Equal(40, confusion.Total);
        Assert.Equal(result.Correct, confusion.Correct);
        for (int actual = 0; actual < 3; actual++)
        {
            for (int predicted = 0; predicted < 3; predicted++)
            {
                Assert.Equal(Enumerable.Range(0, 40).Count(i => data.Label(i) == actual && answers[i] == predicted), confusion[actual, predicted]);
            }
        }
    }

    [Fact]
    public void RecallAndPrecision_ByHand()
    {
        ConfusionMatrix confusion = new(2);
        for (int i = 0; i < 3; i++)
        {
            confusion.Add(0, 0);
        }

        confusion.Add(0, 1);
        confusion.Add(1, 1);

        Assert.Equal(0.75, confusion.Recall(0));
        Assert.Equal(1, confusion.Recall(1));
        Assert.Equal(1, confusion.Precision(0));
        Assert.Equal(0.5, confusion.Precision(1));
        Assert.Equal(0.8, confusion.Accuracy);
        Assert.Throws<ArgumentOutOfRangeException>(() => confusion.Add(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => confusion[0, -1]);
    }

    [Fact]
    public void LossValues_ByHand()
    {
        float[] outputs = [0.25f, 0.75f];
        Assert.Equal(-Math.Log(0.25), LossValue.OfLabel(LossKind.CrossEntropy, outputs, 0), 1e-9);
        Assert.Equal(Math.Log(1 + Math.Exp(0.5)), LossValue.OfLabel(LossKind.SoftmaxCrossEntropy, outputs, 0), 1e-7);
        Assert.Equal(2000, LossValue.OfLabel(LossKind.SoftmaxCrossEntropy, [-1000, 1000], 0), 1e-9);
        Assert.Equal((0.0625 + 1.5625) / 2, LossValue.OfValues(LossKind.MeanSquaredError, outputs, [0, 2]), 1e-9);
        Assert.Equal((0.25 + 1.25) / 2, LossValue.OfValues(LossKind.MeanAbsoluteError, outputs, [0, 2]), 1e-9);
    }
}
