using Xunit;

namespace CnnGen.Integration.Tests.Engines;

/// <summary>What a trainer promises, for a network whose type is not known before it is compiled.</summary>
internal abstract class TrainingCheck
{
    public abstract void Learns(float[] images, int[] labels);

    public abstract void GoesOn(float[] images, int[] labels);

    public abstract void KeepsAverages(float[] images, int[] labels);
}

/// <inheritdoc/>
internal sealed class TrainingCheck<TNetwork> : TrainingCheck
    where TNetwork : class, ITrainableNetwork<TNetwork>
{
    private const int Batch = 24; // does not divide the images

    public override void Learns(float[] images, int[] labels)
    {
        Trainer<TNetwork> trainer = NewTrainer();
        TrainingHistory history = trainer.Fit(Data(images, labels), epochs: 12, Batch);
        Assert.True(history[^1].Loss < 0.3 * history[0].Loss, $"loss {history[0].Loss} → {history[^1].Loss}");
        Assert.InRange(trainer.Evaluate(Data(images, labels)).Accuracy, 0.9, 1);
    }

    public override void GoesOn(float[] images, int[] labels)
    {
        Trainer<TNetwork> unbroken = NewTrainer();
        unbroken.Threads = 1;
        unbroken.Fit(Data(images, labels), epochs: 3, Batch);

        Trainer<TNetwork> first = NewTrainer();
        first.Fit(Data(images, labels), epochs: 1, Batch);
        MemoryStream checkpoint = new();
        first.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;
        Trainer<TNetwork> resumed = Trainer<TNetwork>.Resume(checkpoint, NewOptimizer());
        resumed.Threads = 3;
        resumed.Fit(Data(images, labels), epochs: 3, Batch);

        Assert.Equal(unbroken.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
    }

    // Without a rate nothing is learned, and only the averages move: twice over the same data as once, if nothing else touches them.
    public override void KeepsAverages(float[] images, int[] labels)
    {
        Trainer<TNetwork> plain = new(new Sgd(learningRate: 1e-30), seed: 4);
        Trainer<TNetwork> decaying = new(new Sgd(learningRate: 1e-30, momentum: 0.9, weightDecay: 1e29), seed: 4);
        plain.Fit(Data(images, labels), epochs: 1, batchSize: 70);
        decaying.Fit(Data(images, labels), epochs: 1, batchSize: 70);
        int trainable = plain.Network.Weights.TrainableLength;
        Assert.NotEqual(plain.Network.Weights.Trainable.ToArray(), decaying.Network.Weights.Trainable.ToArray());
        Assert.Equal(plain.Network.Weights.Values[trainable..].ToArray(), decaying.Network.Weights.Values[trainable..].ToArray());
    }

    private static Trainer<TNetwork> NewTrainer() => new(NewOptimizer(), seed: 2);

    private static Sgd NewOptimizer() => new(learningRate: 0.05, momentum: 0.9, weightDecay: 1e-3);

    private static TensorDataset Data(float[] images, int[] labels) =>
        new(images, labels, TNetwork.Info.InputHeight, TNetwork.Info.InputWidth, TNetwork.Info.InputChannels);
}
