using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Numbers that are none, batches that do not fit, targets of the wrong length: training says what is wrong and loses nothing.</summary>
public sealed unsafe class TrainingFaultTests
{
    private const int Batch = 8;

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "∞")]
    [InlineData(float.NegativeInfinity, "∞")]
    public void ImageThatIsNotFinite_StopsAtItsBatch_AndIsNamed(float value, string text)
    {
        TensorDataset data = Altered(image: 21, target: -1, value);
        Trainer<NormedRegression> trainer = new(new Adam(0.01), 1) { Sampler = new SequentialSampler() };
        Recorder recorder = new();
        trainer.Callbacks.Add(recorder);

        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data, 2, Batch));

        Assert.Contains("the loss of step 3 (epoch 1, images 16 to 23 in its order)", thrown.Message);
        Assert.Contains("the content of image 21 of the data is", thrown.Message);
        Assert.Contains(text, thrown.Message);
        Assert.False(double.IsFinite(thrown.OffendingNumber));
        Assert.Equal(2, trainer.Step);
        Assert.Equal(recorder.Last, trainer.Network.Weights.Values.ToArray()); // running statistics too
    }

    [Fact]
    public void TargetThatIsNotFinite_IsNamed()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1);

        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(Altered(-1, target: 40, float.NaN), 2, Batch));

        Assert.Contains("the target of image 40 of the data is NaN at value 1", thrown.Message);
    }

    [Fact]
    public void RateThatIsTooLarge_StopsBeforeTheWeightsAreLost_AndTheLastCheckpointStays()
    {
        string directory = Directory.CreateTempSubdirectory("cnngen").FullName;
        try
        {
            string path = Path.Combine(directory, "run.checkpoint");
            TensorDataset data = NormedRegression.Data(40);
            Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1) { Schedule = new Explosion(after: 10) };
            trainer.Callbacks.Add(new CheckpointFile(path));

            NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(() => trainer.Fit(data, 20, Batch));

            Assert.Contains("learning rate", thrown.Message);
            Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(path, new Sgd(0.05));
            Assert.Equal(2, resumed.Epoch);
            resumed.Fit(data, 4, Batch);
            Assert.True(resumed.History[3].Loss < resumed.History[0].Loss);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void CheckpointOfWeightsThatAreNotFinite_IsNotWritten()
    {
        string directory = Directory.CreateTempSubdirectory("cnngen").FullName;
        try
        {
            string path = Path.Combine(directory, "run.checkpoint");
            Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1);
            trainer.Fit(NormedRegression.Data(40), 1, Batch);
            trainer.SaveCheckpoint(path);
            byte[] good = File.ReadAllBytes(path);
            trainer.Network.Weights.Values[3] = float.NaN;

            Assert.Throws<NotFiniteNumberException>(() => trainer.SaveCheckpoint(path));
            using MemoryStream nothing = new();
            Assert.Throws<NotFiniteNumberException>(() => trainer.SaveCheckpoint(nothing));

            Assert.Equal(good, File.ReadAllBytes(path));
            Assert.Equal(0, nothing.Length);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void ValidationThatIsNotFinite_StopsToo()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0.05), 1);

        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(
            () => trainer.Fit(NormedRegression.Data(40), 1, Batch, validation: Altered(3, -1, float.NaN)));

        Assert.Contains("the validation loss after epoch 1 is NaN", thrown.Message);
        Assert.Equal(0, trainer.Epoch);
        trainer.Fit(NormedRegression.Data(40), 1, Batch, validation: NormedRegression.Data(10));
        Assert.Equal(5, trainer.Step); // the epoch was only to be evaluated
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-30f)]
    [InlineData(1e-13f)]
    [InlineData(1e-12f)]
    [InlineData(1e-5f)]
    [InlineData(1f)]
    [InlineData(float.NaN)]
    public void CrossEntropy_IsOneValueInTrainingAndEvaluation(float probability)
    {
        float[] probabilities = [1 - probability, probability];
        float[] gradient = new float[2];
        BatchTotals totals = default;
        fixed (float* p = probabilities, d = gradient)
        {
            LossMath.CrossEntropy(p, 2, 1, 1, d, &totals);
        }

        Assert.Equal(totals.Loss, LossValue.OfLabel(LossKind.CrossEntropy, probabilities, 1));
        Assert.True(float.IsNaN(probability) ? double.IsNaN(totals.Loss) : totals.Loss <= 27.6311);
    }

    [Fact]
    public void LastBatchOfOne_IsRefusedBeforeTheFirstStep_AndTrainingGoesOnOtherwise()
    {
        TensorDataset data = NormedRegression.Data(65);
        Trainer<NormedRegression> trainer = new(new Sgd(0.05, 0.9), 1);
        foreach (int batchSize in new[] { 64, 32, 1 })
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>("batchSize", () => trainer.Fit(data, trainer.Epoch + 1, batchSize));
            Assert.Contains(
                batchSize == 1 ? "batches of 1 image, and bn1 normalises" : $"65 images in batches of {batchSize} leave a last batch of 1, and bn1 normalises",
                thrown.Message);
            Assert.Equal(0, trainer.Step);
        }

        trainer.Fit(data, 1, 63);
        trainer.Fit(data, 2, 65);
        trainer.DropLast = true;
        trainer.Fit(data, 3, 64);
        trainer.Fit(data, 4, 32);
        Assert.Equal(2 + 1 + 1 + 2, trainer.Step);
    }

    [Fact]
    public void DropLast_LeavesOutTheRest_AndCountsWhatWasTrained()
    {
        Trainer<NormedRegression> trainer = new(new Sgd(0), 1) { DropLast = true };
        TrainingHistory history = trainer.Fit(NormedRegression.Data(50), 1, Batch);

        Assert.Equal(6, trainer.Step);
        Trainer<NormedRegression> whole = new(new Sgd(0), 1);
        Assert.Equal(whole.Fit(NormedRegression.Data(50), 1, Batch)[0].Loss, history[0].Loss, 0.05); // a mean over 48, not over 50 with two missing
        Assert.Contains(
            "7 images are fewer than one batch of 8",
            Assert.Throws<ArgumentException>("batchSize", () => trainer.Fit(NormedRegression.Data(7), 2, Batch)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void TargetsOfTheWrongLength_AreToldBeforeTheFirstBatch(int length)
    {
        TensorDataset data = new(new float[40], new float[10 * length], 1, 1, 4);
        Trainer<NormedRegression> trainer = new(new Sgd(0.1), 1);
        string expected = $"2 target values an image are needed, one for each output; the data has {length}";

        Assert.Contains(expected, Assert.Throws<ArgumentException>("data", () => trainer.Fit(data, 1, 1)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>("data", () => trainer.Evaluate(data)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>("data", () => trainer.Fit(NormedRegression.Data(8), 1, 4, validation: data)).Message);
        Assert.Equal(0, trainer.Step);
    }

    private static TensorDataset Altered(int image, int target, float value)
    {
        TensorDataset data = NormedRegression.Data(50);
        float[] images = new float[50 * 4];
        float[] targets = new float[50 * 2];
        for (int i = 0; i < 50; i++)
        {
            data.CopyImage(i, images.AsSpan(i * 4, 4));
            data.CopyTarget(i, targets.AsSpan(i * 2, 2));
        }

        if (image >= 0)
        {
            images[(image * 4) + 2] = value;
        }

        if (target >= 0)
        {
            targets[(target * 2) + 1] = value;
        }

        return new TensorDataset(images, targets, 1, 1, 4);
    }

    private sealed class Recorder : TrainingCallback
    {
        public float[] Last { get; private set; } = [];

        public override void AfterBatch(TrainingContext training) => Last = training.Weights.Values.ToArray();
    }

    private sealed class Explosion(long after) : LearningRateSchedule(ScheduleUnit.Step)
    {
        public override double Rate(double initial, long time) => time < after ? initial : 1e15;
    }
}
