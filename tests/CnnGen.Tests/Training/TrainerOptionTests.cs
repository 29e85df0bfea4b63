using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Freezing, accumulating, averaging, sampling, callbacks.</summary>
public sealed class TrainerOptionTests
{
    private const int Batch = 8;

    [Theory]
    [InlineData("fc1", 2)]
    [InlineData("fc1.*", 2)]
    [InlineData("*.weight", 2)]
    [InlineData("bn?", 4)]
    [InlineData("bn1.running_mean", 1)]
    [InlineData("*", 6)]
    public void FrozenTensors_KeepEveryBit_AndOthersChange(string pattern, int tensors)
    {
        foreach (Func<Optimizer> optimizer in OptimizerTests.Optimizers.Values)
        {
            Trainer<NormedRegression> trainer = new(optimizer(), 1) { AverageDecay = 0.9 };
            float[] before = trainer.Network.Weights.Values.ToArray();
            trainer.Freeze(pattern);
            Assert.Equal(tensors, trainer.FrozenTensors.Count);
            trainer.Fit(NormedRegression.Data(40), 2, Batch);

            float[] after = trainer.Network.Weights.Values.ToArray();
            foreach (ParameterTensor tensor in NormedRegression.Info.Parameters)
            {
                bool isEqual = before.AsSpan(tensor.Offset, tensor.Length).SequenceEqual(after.AsSpan(tensor.Offset, tensor.Length));
                Assert.Equal(trainer.FrozenTensors.Contains(tensor) || tensor.Role == ParameterRole.RunningVariance, isEqual);
            }
        }
    }

    [Fact]
    public void UnfrozenTensors_AreTrainedAgain_AndUnknownOnesNamed()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1);
        trainer.Freeze("fc1");
        trainer.Unfreeze("fc1.bias");

        Assert.Equal(["fc1.weight"], trainer.FrozenTensors.Select(tensor => tensor.Name));
        string message = Assert.Throws<ArgumentException>("pattern", () => trainer.Freeze("conv*")).Message;
        Assert.Contains("NormedRegression has no tensor \"conv*\"; it has fc1.weight, fc1.bias, bn1.weight", message);
        Assert.Contains(
            "no tensor \"layer4\"",
            Assert.Throws<ArgumentException>(
                "optimizer",
                () => new Trainer<NormedRegression>(new Sgd(0.1) { Groups = [new ParameterGroup("layer4")] })).Message);
    }

    [Theory]
    [InlineData(48)]
    [InlineData(50)] // the last step has one batch of two images
    public void AccumulatedBatches_StepAsOneLargeBatch(int images)
    {
        TensorDataset data = NormedRegression.Data(images);
        Trainer<NormedRegression> large = new(new Sgd(0.1, 0.9), 1);
        Trainer<NormedRegression> small = new(new Sgd(0.1, 0.9), 1) { AccumulateBatches = 3 };

        large.Fit(data, 2, 24);
        small.Fit(data, 2, 8);

        Assert.Equal(large.Step, small.Step);
        Assert.All(
            large.Network.Weights.Trainable.ToArray().Zip(small.Network.Weights.Trainable.ToArray()),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        Assert.Equal(large.History[1].Loss, small.History[1].Loss, 1e-5);
    }

    [Fact]
    public void ClippedGradients_AreReported_AndHaveTheirLength()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(1), 1) { MaxGradientNorm = 0.01 };
        StepLengths lengths = new();
        trainer.Callbacks.Add(lengths);
        trainer.Fit(NormedRegression.Data(40), 1, Batch);

        Assert.Equal(5, lengths.Norms.Count);
        Assert.All(lengths.Norms, norm => Assert.True(norm > 0.01));
        Assert.All(lengths.Moved, moved => Assert.Equal(0.01, moved, 1e-4));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.MaxGradientNorm = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.MaxGradientValue = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.AccumulateBatches = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.AverageDecay = 1);
    }

    [Fact]
    public void AveragedNetwork_IsWhatValidationSees()
    {
        TensorDataset data = NormedRegression.Data(40);
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1);
        Assert.Contains("set AverageDecay", Assert.Throws<InvalidOperationException>(() => trainer.AveragedNetwork).Message);
        trainer.AverageDecay = 0.95;

        trainer.Fit(data, 2, Batch, validation: data);

        Assert.NotEqual(trainer.Network.Weights.Values.ToArray(), trainer.AveragedNetwork.Weights.Values.ToArray());
        Assert.Equal(Evaluation.Run(trainer.AveragedNetwork, data), trainer.History[1].Validation);
        Assert.NotEqual(trainer.Evaluate(data), trainer.History[1].Validation);
    }

    [Fact]
    public void BestWeights_AreThoseOfTheBestEpoch()
    {
        TensorDataset data = NormedRegression.Data(40);
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1) { KeepBest = TrainingMetric.ValidationLoss, Schedule = new Worse(after: 3) };

        trainer.Fit(data, 6, Batch, validation: data);

        Assert.Equal(3, trainer.BestEpoch);
        Assert.True(trainer.Evaluate(data).Loss > trainer.History[2].Validation!.Value.Loss);
        trainer.RestoreBest();
        Assert.Equal(trainer.History[2].Validation, trainer.Evaluate(data));
        Assert.Contains("set KeepBest", Assert.Throws<InvalidOperationException>(() => new Trainer<NormedRegression>(new Sgd(0.1)).RestoreBest()).Message);
        Assert.Contains(
            "KeepBest watches ValidationLoss, but Fit was given no validation data",
            Assert.Throws<ArgumentException>("validation", () => trainer.Fit(data, 7, Batch)).Message);
    }

    [Fact]
    public void EarlyStopping_StopsAfterItsPatience_AndSaysWhy()
    {
        TensorDataset data = NormedRegression.Data(40);
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1) { Schedule = new Worse(after: 3) };
        trainer.Callbacks.Add(new EarlyStopping(patience: 2));

        trainer.Fit(data, 20, Batch, validation: data);

        Assert.Equal(5, trainer.Epoch);
        Assert.Contains("ValidationLoss has not become better than", trainer.StopReason);
        Assert.Contains("of epoch 3 for 2 epochs", trainer.StopReason);
        Assert.Contains("EarlyStopping watches ValidationLoss", Assert.Throws<ArgumentException>("validation", () => trainer.Fit(data, 21, Batch)).Message);
    }

    [Fact]
    public void Callbacks_AreCalledInOrder()
    {
        TensorDataset data = NormedRegression.Data(20);
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1) { AccumulateBatches = 2 };
        Journal journal = new();
        trainer.Callbacks.Add(journal);

        trainer.Fit(data, 1, Batch, validation: data);

        Assert.Equal(
            [
                "training 1/1", "epoch 0/20 step 0", "batch", "batch done 0/20 step 0", "batch", "batch done 16/20 step 1", "batch", "batch done 20/20 step 2",
                "evaluation", "evaluation done", "epoch done 1", "training done",
            ],
            journal.Lines);
    }

    [Fact]
    public void CallbackThatThrows_EndsTraining_WhichGoesOnAfterwards()
    {
        TensorDataset data = NormedRegression.Data(40);
        Trainer<NormedRegression> unbroken = new(new Sgd(0.1, 0.9), 1);
        Trainer<NormedRegression> broken = new(new Sgd(0.1, 0.9), 1);
        broken.Callbacks.Add(new Throwing(step: 3));
        unbroken.Fit(data, 2, Batch);

        Assert.Throws<TimeoutException>(() => broken.Fit(data, 2, Batch));
        broken.Callbacks.Clear();
        broken.Fit(data, 2, Batch);

        Assert.Equal(unbroken.Network.Weights.Values.ToArray(), broken.Network.Weights.Values.ToArray());
    }

    [Fact]
    public void WeightedSampler_DrawsByWeight()
    {
        double[] weights = [1, 0, 3, 6];
        int[] order = new int[40_000];
        RandomSource random = new(5);

        new WeightedSampler(weights).Choose(order, 4, ref random);

        // Three standard deviations of a binomial distribution: PyTorch's sampler, which draws other numbers, stays within them as well.
        for (int i = 0; i < 4; i++)
        {
            double share = weights[i] / 10;
            Assert.Equal(order.Length * share, order.Count(index => index == i), 3 * Math.Sqrt(order.Length * share * (1 - share)) + 1e-9);
        }
    }

    [Fact]
    public void BalancedSampler_DrawsClassesAlike_AndChecksItsWeights()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 2];
        TensorDataset data = new(new float[10], labels, 1, 1, 1);
        int[] order = new int[30_000];
        RandomSource random = new(2);
        WeightedSampler sampler = WeightedSampler.Balanced(data, draws: 30_000);

        Assert.Equal(30_000, sampler.Count(10));
        sampler.Choose(order, 10, ref random);

        for (int label = 0; label < 3; label++)
        {
            Assert.Equal(10_000, order.Count(index => labels[index] == label), 3 * Math.Sqrt(30_000 * 2 / 9d));
        }

        Assert.Contains("weight of image 1 is -1", Assert.Throws<ArgumentException>("weights", () => new WeightedSampler([1, -1])).Message);
        Assert.Throws<ArgumentException>("weights", () => new WeightedSampler([0, 0]));
        Assert.Throws<ArgumentException>("images", () => new WeightedSampler([1, 1]).Choose(new int[3], 3, ref random));
    }

    [Fact]
    public void MoreDrawsThanImages_FillLargeBatches()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1) { Sampler = new WeightedSampler([.. Enumerable.Repeat(1d, 10)], draws: 45) };

        trainer.Fit(NormedRegression.Data(10), 1, 20);

        Assert.Equal(3, trainer.Step);
    }

    private sealed class Worse(int after) : LearningRateSchedule(ScheduleUnit.Epoch)
    {
        public override double Rate(double initial, long time) => time < after ? initial : 1.2;
    }

    private sealed class StepLengths : TrainingCallback
    {
        private float[] _before = [];

        public List<double> Norms { get; } = [];

        public List<double> Moved { get; } = [];

        public override void BeforeBatch(TrainingContext training) => _before = training.Weights.Trainable.ToArray();

        public override void AfterBatch(TrainingContext training)
        {
            Norms.Add(training.GradientNorm);
            Moved.Add(Math.Sqrt(_before.Zip(training.Weights.Trainable.ToArray()).Sum(pair => Math.Pow(pair.First - (double)pair.Second, 2))));
        }
    }

    private sealed class Throwing(long step) : TrainingCallback
    {
        public override void AfterBatch(TrainingContext training)
        {
            if (training.Step == step)
            {
                throw new TimeoutException();
            }
        }
    }

    private sealed class Journal : TrainingCallback
    {
        public List<string> Lines { get; } = [];

        public override void BeforeTraining(TrainingContext training) => Lines.Add($"training {training.Epoch}/{training.Epochs}");

        public override void BeforeEpoch(TrainingContext training) => Lines.Add($"epoch {training.Image}/{training.Images} step {training.Step}");

        public override void BeforeBatch(TrainingContext training) => Lines.Add("batch");

        public override void AfterBatch(TrainingContext training) => Lines.Add($"batch done {training.Image}/{training.Images} step {training.Step}");

        public override void BeforeEvaluation(TrainingContext training) => Lines.Add("evaluation");

        public override void AfterEvaluation(TrainingContext training, EvaluationResult result) => Lines.Add("evaluation done");

        public override void AfterEpoch(TrainingContext training, EpochResult result) => Lines.Add($"epoch done {result.Epoch}");

        public override void AfterTraining(TrainingContext training) => Lines.Add("training done");
    }
}
