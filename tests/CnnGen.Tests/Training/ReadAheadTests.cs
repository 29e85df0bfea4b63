using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Images are read while the batch before is computed with, also where that is the last batch of an epoch.</summary>
public sealed class ReadAheadTests
{
    private const int Images = 11;
    private const int BatchSize = 4;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void FirstBatchOfTheNextEpoch_IsReadBeforeThatEpochBegins(int groups, bool dropLast)
    {
        LoggedData data = new(workers: 2);
        Trainer<SoftmaxRegression> trainer = New();
        trainer.BatchGroups = groups;
        trainer.DropLast = dropLast;
        AtTheEnd end = new(data, dropLast ? 2 * BatchSize : Images);
        trainer.Callbacks.Add(end);

        trainer.Fit(data, epochs: 3, BatchSize);

        int epoch = dropLast ? 2 * BatchSize : Images;
        Assert.Equal([epoch + BatchSize, (2 * epoch) + BatchSize, 3 * epoch], end.Read);
        Assert.Equal(3 * epoch, data.Reads); // no image twice, and none that no epoch has
    }

    [Fact]
    public void Weights_AreThoseWithoutReadingAhead_AlsoIfAnEpochIsLeftAndResumed()
    {
        Trainer<SoftmaxRegression> plain = New();
        plain.Fit(new LoggedData(workers: 0), epochs: 4, BatchSize);

        Trainer<SoftmaxRegression> stopped = New();
        stopped.Callbacks.Add(new StopAfter(step: 4)); // in the second epoch
        stopped.Fit(new LoggedData(workers: 3), epochs: 4, BatchSize);
        Assert.Equal(1, stopped.Epoch);
        using MemoryStream file = new();
        stopped.SaveCheckpoint(file);
        file.Position = 0;
        Trainer<SoftmaxRegression> resumed = Trainer<SoftmaxRegression>.Resume(file, new Sgd(0.1, 0.9));
        resumed.Augmentation = new RandomShift(1);
        resumed.Fit(new LoggedData(workers: 2), epochs: 4, BatchSize);

        Assert.Equal(plain.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
    }

    [Fact]
    public void AnotherAugmentationBetweenEpochs_IsTheOneThatTheNextEpochHas()
    {
        float[][] weights = [.. ((int[])[0, 2]).Select(workers =>
        {
            Trainer<SoftmaxRegression> trainer = New();
            trainer.Callbacks.Add(new ChangeBetween(() => (trainer.Augmentation, trainer.Sampler) = (null, new SequentialSampler())));
            trainer.Fit(new LoggedData(workers), epochs: 3, BatchSize);
            return trainer.Network.Weights.Values.ToArray();
        })];

        Assert.Equal(weights[0], weights[1]);
    }

    [Fact]
    public void AfterAStop_NothingOfTheDataIsRead()
    {
        LoggedData data = new(workers: 2);
        Trainer<SoftmaxRegression> trainer = New();
        trainer.Callbacks.Add(new StopAfter(step: 1));

        trainer.Fit(data, epochs: 2, BatchSize);

        int atTheEnd = data.Reads;
        data.Delay = TimeSpan.Zero;
        Thread.Sleep(30);
        Assert.Equal(atTheEnd, data.Reads);
    }

    [Fact]
    public void FindLearningRate_ReadsNoImageTwice()
    {
        LoggedData data = new(workers: 2);

        New().FindLearningRate(data, BatchSize, steps: 2); // the third batch would have three images

        Assert.Equal(2 * BatchSize, data.Reads);
    }

    private static Trainer<SoftmaxRegression> New() => new(new Sgd(0.1, 0.9), seed: 5) { Augmentation = new RandomShift(1) };

    /// <summary>Counts what is read, and takes a while for it.</summary>
    private sealed class LoggedData(int workers) : Dataset
    {
        private readonly ToyData _data = new(Images, seed: 3);
        private int _reads;

        public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(2);

        public int Reads => Volatile.Read(ref _reads);

        public override int Count => Images;

        public override int ImageHeight => _data.ImageHeight;

        public override int ImageWidth => _data.ImageWidth;

        public override int ImageChannels => _data.ImageChannels;

        public override TargetKind TargetKind => _data.TargetKind;

        public override int Workers => workers;

        public override int Label(int index) => _data.Label(index);

        public override void CopyImage(int index, Span<float> destination)
        {
            Thread.Sleep(Delay);
            _data.CopyImage(index, destination);
            Interlocked.Increment(ref _reads);
        }
    }

    /// <summary>Between two epochs, waits until what is expected has been read, and notes how much that was.</summary>
    private sealed class AtTheEnd(LoggedData data, int imagesOfAnEpoch) : TrainingCallback
    {
        public List<int> Read { get; } = [];

        public override void AfterEpoch(TrainingContext training, EpochResult result)
        {
            int expected = Math.Min((result.Epoch * imagesOfAnEpoch) + BatchSize, training.Epochs * imagesOfAnEpoch);
            SpinWait.SpinUntil(() => data.Reads >= expected, TimeSpan.FromSeconds(5));
            Thread.Sleep(10);
            Read.Add(data.Reads);
        }
    }

    private sealed class StopAfter(int step) : TrainingCallback
    {
        public override void AfterBatch(TrainingContext training)
        {
            if (training.Step == step)
            {
                training.Stop("for a test");
            }
        }
    }

    private sealed class ChangeBetween(Action change) : TrainingCallback
    {
        public override void AfterEpoch(TrainingContext training, EpochResult result) => change();
    }
}
