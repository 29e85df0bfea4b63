using Xunit;

namespace CnnGen.Tests.Training;

public sealed class CheckpointTests
{
    private const int Batch = 8;
    private static readonly ToyData s_data = new(50, 1);

    [Theory]
    [InlineData(1)] // the first batch
    [InlineData(9)]
    [InlineData(48)]
    [InlineData(50)] // the last batch of an epoch
    [InlineData(57)]
    [InlineData(100)]
    [InlineData(130)]
    public void StopAndResume_IsBitEqualToAnUnbrokenRun(int imagesBeforeTheStop)
    {
        Trainer<SoftmaxRegression> unbroken = TrainerTests.NewTrainer();
        unbroken.Fit(s_data, epochs: 3, Batch, validation: s_data);

        byte[] checkpoint = Stopped(imagesBeforeTheStop);
        Trainer<SoftmaxRegression> resumed = Resume(checkpoint);
        resumed.Threads = 3;
        resumed.Fit(s_data, epochs: 3, Batch, validation: s_data);

        Assert.Equal(unbroken.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
        Assert.Equal(unbroken.Step, resumed.Step);
        Assert.Equal(Measured(unbroken), Measured(resumed));
    }

    [Fact]
    public void StopAfterAnEpoch_AndResume_IsBitEqual()
    {
        foreach (Func<Optimizer> optimizer in new Func<Optimizer>[] { () => new Sgd(0.1), () => new Sgd(0.1, 0.9, nesterov: true), () => new AdamW(0.1) })
        {
            Trainer<SoftmaxRegression> unbroken = new(optimizer(), 3);
            unbroken.Fit(s_data, epochs: 2, Batch);
            Trainer<SoftmaxRegression> first = new(optimizer(), 3);
            first.Fit(s_data, epochs: 1, Batch);
            using MemoryStream stream = new(Saved(first));

            Trainer<SoftmaxRegression> resumed = Trainer<SoftmaxRegression>.Resume(stream, optimizer());
            Assert.Equal(1, resumed.Epoch);
            resumed.Fit(s_data, epochs: 2, Batch);

            Assert.Equal(unbroken.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
        }
    }

    [Fact]
    public void ResumedTrainer_SavesTheSameBytes()
    {
        byte[] checkpoint = Stopped(57);

        Assert.Equal(checkpoint, Saved(Resume(checkpoint)));
    }

    [Fact]
    public void File_IsReplacedAsAWhole()
    {
        string directory = Directory.CreateTempSubdirectory("cnngen").FullName;
        try
        {
            string path = Path.Combine(directory, "training.ckpt");
            File.WriteAllText(path, "old");
            Trainer<SoftmaxRegression> trainer = TrainerTests.NewTrainer();
            trainer.Fit(s_data, 1, Batch);
            trainer.SaveCheckpoint(path);

            Assert.Equal(Saved(trainer), File.ReadAllBytes(path));
            Assert.Single(Directory.GetFiles(directory));
            Assert.Equal(1, Trainer<SoftmaxRegression>.Resume(path, new Adam(0.02)).Epoch);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void AnotherOptimizer_IsNamed()
    {
        byte[] checkpoint = Stopped(20);

        Assert.Contains("made with the optimizer Adam, not with Sgd", Refusal(checkpoint, new Sgd(0.1)));
        Assert.Contains("made with the optimizer Adam, not with AdamW", Refusal(checkpoint, new AdamW(0.02)));
        Assert.Contains("made with Adam of weightDecay 0; the given one has weightDecay 0.1", Refusal(checkpoint, new Adam(0.02, weightDecay: 0.1)));
        Assert.Contains(
            "made with Adam of beta2 0.999; the given one has beta2 0.99. Only learning rates may change",
            Refusal(checkpoint, new Adam(0.02, beta2: 0.99)));
    }

    [Fact]
    public void AnotherNetwork_IsNamed()
    {
        byte[] checkpoint = Stopped(20);
        byte[] renamed = [.. checkpoint];
        renamed[checkpoint.AsSpan().IndexOf("SoftmaxRegression"u8)] = (byte)'X';

        Assert.Contains("belongs to the network XoftmaxRegression, not to SoftmaxRegression", Refusal(renamed, new Adam(0.02)));
    }

    [Fact]
    public void DamagedCheckpoints_GiveCheckpointExceptions_AndTakeNoOptimizer()
    {
        byte[] checkpoint = Stopped(57);
        Random random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = Mutated(checkpoint, random);
            if (damaged.AsSpan().SequenceEqual(checkpoint))
            {
                continue;
            }

            Adam optimizer = new(0.02);
            using MemoryStream stream = new(damaged);
            CheckpointException thrown = Assert.Throws<CheckpointException>(() => Trainer<SoftmaxRegression>.Resume(stream, optimizer));
            Assert.NotEmpty(thrown.Message);
            Assert.Equal(0, optimizer.Steps);
        }
    }

    [Fact]
    public void EveryShorterCheckpoint_IsCutOff()
    {
        byte[] checkpoint = Stopped(57);
        for (int length = 0; length < checkpoint.Length; length++)
        {
            Assert.Contains("cut off", Refusal(checkpoint[..length], new Adam(0.02)));
        }
    }

    [Fact]
    public void TrailingData_OtherFormatsAndVersions_AreNamed()
    {
        byte[] checkpoint = Stopped(57);
        byte[] newer = [.. checkpoint];
        newer[8] = 3;

        Assert.Contains("data follows its end", Refusal([.. checkpoint, 0], new Adam(0.02)));
        Assert.Contains("not a checkpoint", Refusal("This is some text, not a checkpoint."u8.ToArray(), new Adam(0.02)));
        Assert.Contains("version 3; this library reads version 2", Refusal(newer, new Adam(0.02)));
    }

    [Fact]
    public void UsedOptimizer_IsRefused()
    {
        Adam used = new(0.02);
        used.Step(new float[4], new float[4], 0.1);

        Assert.Throws<ArgumentException>("optimizer", () => Trainer<SoftmaxRegression>.Resume(new MemoryStream(Stopped(20)), used));
    }

    private static byte[] Stopped(int images)
    {
        Trainer<SoftmaxRegression> trainer = TrainerTests.NewTrainer();
        using CancellationTokenSource cancellation = new();
        Assert.ThrowsAny<OperationCanceledException>(
            () => trainer.Fit(new CancellingData(s_data, cancellation, images), 3, Batch, validation: s_data, cancellation: cancellation.Token));
        return Saved(trainer);
    }

    private static byte[] Saved(Trainer<SoftmaxRegression> trainer)
    {
        using MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    private static Trainer<SoftmaxRegression> Resume(byte[] checkpoint)
    {
        using MemoryStream stream = new(checkpoint);
        Trainer<SoftmaxRegression> template = TrainerTests.NewTrainer();
        Trainer<SoftmaxRegression> trainer = Trainer<SoftmaxRegression>.Resume(stream, new Adam(0.02));
        trainer.Augmentation = template.Augmentation;
        trainer.Schedule = template.Schedule;
        return trainer;
    }

    private static string Refusal(byte[] checkpoint, Optimizer optimizer)
    {
        using MemoryStream stream = new(checkpoint);
        return Assert.Throws<CheckpointException>(() => Trainer<SoftmaxRegression>.Resume(stream, optimizer)).Message;
    }

    private static IEnumerable<object> Measured(Trainer<SoftmaxRegression> trainer) =>
        trainer.History.Select(epoch => (object)(epoch.Epoch, epoch.Loss, epoch.Accuracy, epoch.Validation, epoch.LearningRate));

    private static byte[] Mutated(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        int at = random.Next(bytes.Count);
        switch (random.Next(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                break;
            case 2:
                bytes.InsertRange(at, new byte[random.Next(1, 9)]);
                break;
            case 3:
                for (int i = at; i < Math.Min(bytes.Count, at + 4); i++)
                {
                    bytes[i] = (byte)random.Next(256);
                }

                break;
            default:
                for (int i = at; i < Math.Min(bytes.Count, at + 4); i++)
                {
                    bytes[i] = 0xFF;
                }

                break;
        }

        return [.. bytes];
    }
}
