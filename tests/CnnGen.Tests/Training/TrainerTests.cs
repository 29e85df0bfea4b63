using Xunit;

namespace CnnGen.Tests.Training;

public sealed class TrainerTests
{
    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void Training_LearnsTheToyProblem(string kind)
    {
        Optimizer optimizer = kind == "sgd" ? new Sgd(0.5, momentum: 0.5) : new Adam(0.05);
        Trainer<SoftmaxRegression> trainer = new(optimizer, seed: 1);
        double before = trainer.Evaluate(new ToyData(300, 1)).Accuracy;

        TrainingHistory history = trainer.Fit(new ToyData(600, 1), epochs: 8, batchSize: 16, validation: new ToyData(300, 2));

        Assert.True(before < 0.7, $"{before}");
        Assert.Equal(8, history.Count);
        Assert.True(history[7].Loss < history[0].Loss / 2, $"{history[0]} … {history[7]}");
        Assert.True(history[7].Validation!.Value.Accuracy > 0.97, $"{history[7]}");
        Assert.Equal(8, trainer.Epoch);
        Assert.Equal(8 * 38, trainer.Step);
    }

    [Fact]
    public void Threads_ChangeNoBit()
    {
        float[]? expected = null;
        double loss = 0;
        foreach (int threads in new[] { 1, 2, 3, 7 })
        {
            Trainer<SoftmaxRegression> trainer = NewTrainer();
            trainer.Threads = threads;
            trainer.AccumulateBatches = 2;
            trainer.MaxGradientNorm = 0.5;
            trainer.AverageDecay = 0.9;
            trainer.Fit(new ToyData(101, 1), epochs: 2, batchSize: 16);
            float[] weights = trainer.Network.Weights.Values.ToArray();
            expected ??= weights;
            loss = loss == 0 ? trainer.History[1].Loss : loss;
            Assert.Equal(expected, weights);
            Assert.Equal(loss, trainer.History[1].Loss);
        }
    }

    [Fact]
    public void Seeds_MatterForEverythingRandom()
    {
        Assert.NotEqual(WeightsAfterTraining(seed: 1), WeightsAfterTraining(seed: 2));
        Assert.Equal(WeightsAfterTraining(seed: 1), WeightsAfterTraining(seed: 1));
    }

    [Fact]
    public void EveryImage_ComesOnceAnEpoch_InAnotherOrder()
    {
        int[] first = Order(epoch: 0);
        int[] second = Order(epoch: 1);

        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.Equal(Enumerable.Range(0, 100), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Order(epoch: 0));

        static int[] Order(int epoch)
        {
            int[] order = new int[100];
            CnnGen.Runtime.RandomSource random = TrainingRandom.Order(seed: 3, epoch);
            new RandomSampler().Choose(order, 100, ref random);
            return order;
        }
    }

    [Fact]
    public void FitTwice_CountsCompleteEpochs()
    {
        Trainer<SoftmaxRegression> once = NewTrainer();
        Trainer<SoftmaxRegression> twice = NewTrainer();
        ToyData data = new(50, 1);

        once.Fit(data, epochs: 3, batchSize: 8);
        twice.Fit(data, epochs: 1, batchSize: 8);
        twice.Fit(data, epochs: 3, batchSize: 8);

        Assert.Equal(once.Network.Weights.Values.ToArray(), twice.Network.Weights.Values.ToArray());
        Assert.Equal(3, twice.History.Count);
    }

    [Fact]
    public void FitThatWouldDoNothing_SaysWhatEpochsAre()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();
        ToyData data = new(50, 1);
        trainer.Fit(data, epochs: 2, batchSize: 8);

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>("epochs", () => trainer.Fit(data, epochs: 2, batchSize: 8));

        Assert.Contains("2 epochs are complete, and epochs counts all of them: Epoch + 2 trains 2 more", thrown.Message);
        trainer.Fit(data, trainer.Epoch + 2, batchSize: 8);
        Assert.Equal(4, trainer.Epoch);
    }

    [Fact]
    public void FinishedRunThatIsResumed_HasNothingToDo()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();
        ToyData data = new(50, 1);
        trainer.Fit(data, epochs: 2, batchSize: 8);
        using MemoryStream checkpoint = new();
        trainer.SaveCheckpoint(checkpoint);
        checkpoint.Position = 0;

        Trainer<SoftmaxRegression> resumed = Trainer<SoftmaxRegression>.Resume(checkpoint, new Adam(0.02));

        Assert.Equal(2, resumed.Fit(data, epochs: 2, batchSize: 8).Count);
    }

    [Fact]
    public void Schedule_GivesTheRateOfEachEpoch()
    {
        Trainer<SoftmaxRegression> trainer = new(new Sgd(0.4)) { Schedule = new StepDecay(1, 0.5) };

        TrainingHistory history = trainer.Fit(new ToyData(20, 1), epochs: 3, batchSize: 10);

        Assert.Equal([0.4, 0.2, 0.1], history.Select(epoch => Math.Round(epoch.LearningRate, 12)));
    }

    [Fact]
    public void ScheduleOfSteps_CountsBatches()
    {
        Trainer<SoftmaxRegression> trainer = new(new Sgd(0.4)) { Schedule = new ExponentialDecay(0.5, ScheduleUnit.Step) };

        TrainingHistory history = trainer.Fit(new ToyData(20, 1), epochs: 2, batchSize: 10);

        Assert.Equal([0.2, 0.05], history.Select(epoch => Math.Round(epoch.LearningRate, 12)));
    }

    [Fact]
    public void Cancellation_StopsBetweenBatches_AndFitGoesOnFromThere()
    {
        Trainer<SoftmaxRegression> unbroken = NewTrainer();
        Trainer<SoftmaxRegression> stopped = NewTrainer();
        ToyData data = new(50, 1);
        unbroken.Fit(data, epochs: 2, batchSize: 8);

        using CancellationTokenSource cancellation = new();
        Assert.Throws<OperationCanceledException>(() => stopped.Fit(new CancellingData(data, cancellation, after: 20), 2, 8, cancellation: cancellation.Token));
        Assert.Equal(0, stopped.Epoch);
        Assert.Equal(3, stopped.Step); // the third batch, which was being loaded, was still taken
        stopped.Fit(data, epochs: 2, batchSize: 8);

        Assert.Equal(unbroken.Network.Weights.Values.ToArray(), stopped.Network.Weights.Values.ToArray());
        Assert.Equal(unbroken.History[0].Loss, stopped.History[0].Loss);
    }

    [Fact]
    public void EpochBegunWithOtherBatches_DoesNotGoOn()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();
        ToyData data = new(50, 1);
        using CancellationTokenSource cancellation = new();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(new CancellingData(data, cancellation, after: 20), 1, 8, cancellation: cancellation.Token));

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => trainer.Fit(data, epochs: 1, batchSize: 10));

        Assert.Contains("50 images in batches of 8 and stands after 24", thrown.Message);
        Assert.Contains("50 images in batches of 10", thrown.Message);
    }

    [Fact]
    public void FailingData_ReachesTheCaller_AndLeavesWholeSteps()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();

        ArgumentException thrown = Assert.Throws<ArgumentException>(() => trainer.Fit(new BadLabel(), epochs: 1, batchSize: 4));

        Assert.Contains("label of image 7 of the data is 3; classes are 0 to 2", thrown.Message);
        Assert.Equal(0, trainer.Epoch);
    }

    [Fact]
    public void DataOfAnotherSizeOrKind_IsRefused()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();

        Assert.Contains(
            "takes images of 4 × 4 × 1; those of the data are 2 × 8 × 1",
            Assert.Throws<ArgumentException>("data", () => trainer.Fit(new OtherData(2, 8, TargetKind.Label), 1, 1)).Message);
        Assert.Contains(
            "compares labels, but the data has target values",
            Assert.Throws<ArgumentException>("data", () => trainer.Fit(new OtherData(4, 4, TargetKind.Values), 1, 1)).Message);
        Assert.Contains("no images", Assert.Throws<ArgumentException>("data", () => trainer.Evaluate(new ToyData(0, 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => trainer.Fit(new ToyData(5, 1), 1, 0));
        Assert.Equal(0, trainer.Step);
    }

    [Fact]
    public void Progress_EndsEachEpochWithItsResult()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();
        Reports reports = new();

        TrainingHistory history = trainer.Fit(new ToyData(50, 1), epochs: 2, batchSize: 8, reports, validation: new ToyData(20, 2));

        TrainingProgress[] ends = [.. reports.All.Where(report => report.Completed is not null)];
        Assert.Equal(history, ends.Select(report => report.Completed!.Value));
        Assert.All(ends, report => Assert.Equal((2, 50, 50), (report.Epochs, report.Image, report.Images)));
        Assert.Equal([1, 2], ends.Select(report => report.Epoch));
        Assert.NotNull(history[0].Validation);
    }

    [Fact]
    public void FitRestores_TheThreadsOfTheNetwork()
    {
        Trainer<SoftmaxRegression> trainer = NewTrainer();
        trainer.Network.Threads = 7;
        trainer.Threads = 2;

        trainer.Fit(new ToyData(20, 1), 1, 8);
        trainer.Evaluate(new ToyData(20, 1));

        Assert.Equal(7, trainer.Network.Threads);
    }

    [Fact]
    public void Images_AreTrainedWithoutAllocations()
    {
        Trainer<SoftmaxRegression> trainer = new(new Adam()) { Threads = 1, Augmentation = new RandomShift(1) };
        trainer.Fit(new Plain(100), epochs: 1, batchSize: 10);
        long small = AllocatedBy(() => trainer.Fit(new Plain(100), epochs: 2, batchSize: 10));
        long large = AllocatedBy(() => trainer.Fit(new Plain(10_000), epochs: 3, batchSize: 10));

        // The order of the images is an array; besides it, a hundred times the images allocate no more.
        Assert.InRange(large - small, 0, (9_900 * sizeof(int)) + 1000);
    }

    internal static Trainer<SoftmaxRegression> NewTrainer(int seed = 5) => new(new Adam(0.02), seed)
    {
        Augmentation = new Compose(new RandomShift(1), new RandomRotation(20), new RandomFlip()),
        Schedule = new Warmup(3, new CosineDecay(30, unit: ScheduleUnit.Step)),
    };

    private static float[] WeightsAfterTraining(int seed)
    {
        // The same initial weights, so that only order, augmentation and noise differ.
        Trainer<SoftmaxRegression> trainer = new(SoftmaxRegression.Create(1), new Sgd(0.1), seed);
        trainer.Fit(new ToyData(40, 1), epochs: 1, batchSize: 8);
        return trainer.Network.Weights.Values.ToArray();
    }

    private static long AllocatedBy(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }

    private sealed class BadLabel : Dataset
    {
        public override int Count => 8;

        public override int ImageHeight => 4;

        public override int ImageWidth => 4;

        public override int ImageChannels => 1;

        public override TargetKind TargetKind => TargetKind.Label;

        public override void CopyImage(int index, Span<float> destination) => destination.Clear();

        public override int Label(int index) => index == 7 ? 3 : 0;
    }

    private sealed class OtherData(int height, int width, TargetKind kind) : Dataset
    {
        public override int Count => 1;

        public override int ImageHeight => height;

        public override int ImageWidth => width;

        public override int ImageChannels => 1;

        public override TargetKind TargetKind => kind;

        public override void CopyImage(int index, Span<float> destination) => throw new InvalidOperationException("Not to be read.");
    }

    private sealed class Plain(int count) : Dataset
    {
        public override int Count => count;

        public override int ImageHeight => 4;

        public override int ImageWidth => 4;

        public override int ImageChannels => 1;

        public override TargetKind TargetKind => TargetKind.Label;

        public override void CopyImage(int index, Span<float> destination) => destination.Fill(index % 7);

        public override int Label(int index) => index % 3;
    }
}
