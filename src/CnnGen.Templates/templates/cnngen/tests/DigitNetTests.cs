using CnnGen;
using Xunit;

namespace Digits.Tests;

public sealed class DigitNetTests
{
    private const int Epochs = 8;
    private const int BatchSize = 32;

    [Fact]
    public void Training_ReadsNineOfTenDigitsItHasNotSeen()
    {
        (TensorDataset train, TensorDataset heldOut) = DigitFile.Read();
        Trainer<DigitNet> trainer = new(new Adam(learningRate: 3e-3), seed: 1);

        trainer.Fit(train, Epochs, BatchSize);

        Assert.InRange(trainer.Evaluate(heldOut).Accuracy, 0.9, 1);
    }

    [Fact]
    public void Probabilities_AddUpToOne()
    {
        float[] probabilities = new float[DigitNet.OutputLength];
        DigitNet.Create(seed: 1).Forward(new float[DigitNet.InputLength], probabilities);
        Assert.Equal(1, probabilities.Sum(), 5);
    }

    [Fact]
    public void SavedNetwork_AnswersAsBefore()
    {
        (_, TensorDataset heldOut) = DigitFile.Read();
        DigitNet network = DigitNet.Create(seed: 2);
        using MemoryStream file = new();

        network.Save(file);
        file.Position = 0;

        Assert.Equal(Evaluation.Predict(network, heldOut), Evaluation.Predict(DigitNet.Load(file), heldOut));
    }
}
