using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>What may be another when training goes on from a checkpoint, and what may not.</summary>
public sealed class ResumeTests
{
    private const int Batch = 8;
    private static readonly TensorDataset s_data = NormedRegression.Data(50);

    [Fact]
    public void AnotherRate_GoesOnWithTheMomentum()
    {
        Trainer<NormedRegression> trainer = Trained();
        using MemoryStream checkpoint = Saved(trainer);
        trainer.Schedule = new Tenth();
        trainer.Fit(s_data, 2, Batch);

        Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(checkpoint, new Sgd(0.005, 0.9));
        resumed.Threads = 3;
        resumed.Fit(s_data, 2, Batch);

        Assert.Equal(
            trainer.Network.Weights.Values.ToArray().Select(value => Math.Round(value, 6)),
            resumed.Network.Weights.Values.ToArray().Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void AnotherRateOfAGroup_GoesOn_ButNotAnotherDecay()
    {
        Trainer<NormedRegression> trainer = new(Grouped(0.1, 0), 1);
        trainer.Fit(s_data, 1, Batch);
        using MemoryStream checkpoint = Saved(trainer);

        Assert.Equal(1, Trainer<NormedRegression>.Resume(checkpoint, Grouped(0.3, 0)).Epoch);
        Assert.Contains("norms: weightDecay 0; the given one has norms: weightDecay 0.5", Refusal(checkpoint, Grouped(0.1, 0.5)));
        Assert.Contains("has 7 settings, the given one 5", Refusal(checkpoint, new Sgd(0.05, 0.9)));
    }

    [Fact]
    public void AnotherBatchSize_GoesOnAfterAnEpoch_ButNotWithinOne()
    {
        using MemoryStream complete = Saved(Trained());
        using MemoryStream begun = Saved(Begun());

        Trainer<NormedRegression>.Resume(complete, NewOptimizer()).Fit(s_data, 2, 10);
        Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(begun, NewOptimizer());
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => resumed.Fit(s_data, 2, 10));

        Assert.Contains("begun with 50 images in batches of 8 and stands after 16; it cannot go on with 50 images in batches of 10", thrown.Message);
        resumed.RestartEpoch();
        resumed.Fit(s_data, 2, 10);
        Assert.Equal(2, resumed.Epoch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OtherDataOfEqualSize_IsRefused_AndNothingIsTrained(bool isBegun)
    {
        using MemoryStream checkpoint = Saved(isBegun ? Begun() : Trained());
        Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(checkpoint, NewOptimizer());
        long step = resumed.Step;

        CheckpointException thrown = Assert.Throws<CheckpointException>(() => resumed.Fit(NormedRegression.Data(50, seed: 2), 2, Batch));

        Assert.Contains("made while training on 50 images of 1×1×4 with the fingerprint", thrown.Message);
        Assert.Equal(step, resumed.Step);
        resumed.Fit(s_data, 2, Batch);
        Assert.Equal(2, resumed.Epoch);
    }

    [Fact]
    public void OneOtherTarget_IsOtherData()
    {
        using MemoryStream checkpoint = Saved(Trained());
        Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(checkpoint, NewOptimizer());

        Assert.Throws<CheckpointException>(() => resumed.Fit(new Altered(s_data, 33), 2, Batch));
        resumed.Fit(new Altered(s_data, -1), 2, Batch); // the same content in another class
    }

    [Fact]
    public void AnotherArchitecture_WithTheSameSizes_IsNamedByItsLayer()
    {
        using MemoryStream checkpoint = Saved(Trained());

        CheckpointException thrown = Assert.Throws<CheckpointException>(
            () => CheckpointReader.Read(checkpoint, NormedRegression.InfoOf("Dense 2, sigmoid"), 96, 64, NewOptimizer()));

        Assert.Contains("\"fc1: Dense 2 →", thrown.Message);
        Assert.Contains("\"fc1: Dense 2, sigmoid →", thrown.Message);
    }

    [Fact]
    public void UnknownSection_IsRefusedByItsName()
    {
        byte[] bytes = Saved(Trained()).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)) + 1);
        byte[] section = [13, 0, 0, 0, .. "loss-scaling\u001b"u8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] checkpoint = [.. bytes[..16], .. section, .. bytes[16..]];

        Assert.Contains("a section \"loss-scaling?\" that this library does not know", Refusal(new MemoryStream(WithChecksum(checkpoint)), NewOptimizer()));
    }

    [Theory]
    [InlineData(CheckpointFormat.Network)]
    [InlineData(CheckpointFormat.Optimizer)]
    [InlineData(CheckpointFormat.Progress)]
    [InlineData(CheckpointFormat.History)]
    [InlineData(CheckpointFormat.Weights)]
    [InlineData(CheckpointFormat.OptimizerState)]
    public void MissingSection_IsNamed(string name)
    {
        byte[] bytes = Saved(Trained()).ToArray();
        (int begin, int end) = Section(bytes, name);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)) - 1);

        Assert.Contains($"its section {name} is missing", Refusal(new MemoryStream(WithChecksum([.. bytes[..begin], .. bytes[end..]])), NewOptimizer()));
    }

    [Fact]
    public void SectionThatStandsTwice_OrOfANewerVersion_IsNamed()
    {
        byte[] bytes = Saved(Trained()).ToArray();
        (int begin, int end) = Section(bytes, CheckpointFormat.History);
        byte[] twice = [.. bytes[..end], .. bytes[begin..]];
        BinaryPrimitives.WriteInt32LittleEndian(twice.AsSpan(12), BinaryPrimitives.ReadInt32LittleEndian(twice.AsSpan(12)) + 1);
        byte[] newer = [.. bytes];
        newer[begin + 4 + CheckpointFormat.History.Length] = 2;

        Assert.Contains("the section history stands twice", Refusal(new MemoryStream(WithChecksum(twice)), NewOptimizer()));
        Assert.Contains("section history has version 2; this library reads version 1", Refusal(new MemoryStream(WithChecksum(newer)), NewOptimizer()));
    }

    [Fact]
    public void NoteFrozenBestAndAveragedWeights_ComeBack()
    {
        Trainer<NormedRegression> trainer = new(NewOptimizer(), 3) { Note = "run 7\nümlaut", KeepBest = TrainingMetric.Loss, AverageDecay = 0.8 };
        trainer.Freeze("bn1");
        trainer.Fit(s_data, 2, Batch);
        using MemoryStream checkpoint = Saved(trainer);

        Trainer<NormedRegression> resumed = Trainer<NormedRegression>.Resume(checkpoint, NewOptimizer());

        Assert.Equal("run 7\nümlaut", resumed.Note);
        Assert.Equal(3, resumed.Seed);
        Assert.Equal(["bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"], resumed.FrozenTensors.Select(tensor => tensor.Name));
        Assert.Equal(trainer.BestEpoch, resumed.BestEpoch);
        Assert.Equal(trainer.AveragedNetwork.Weights.Values.ToArray(), resumed.AveragedNetwork.Weights.Values.ToArray());
        trainer.RestoreBest();
        resumed.RestoreBest();
        Assert.Equal(trainer.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EverythingAtOnce_StoppedAndResumed_IsBitEqual(int threads)
    {
        Trainer<NormedRegression> unbroken = Everything(Trainer(), threads: 1);
        unbroken.Fit(s_data, 3, Batch, validation: s_data);

        Trainer<NormedRegression> stopped = Everything(Trainer(), threads);
        stopped.Callbacks.Add(new StopAt(step: 5));
        stopped.Fit(s_data, 3, Batch, validation: s_data);
        Assert.Equal(5, stopped.Step);
        using MemoryStream checkpoint = Saved(stopped);
        Trainer<NormedRegression> resumed = Everything(Trainer<NormedRegression>.Resume(checkpoint, Optimizer()), threads);
        resumed.Fit(s_data, 3, Batch, validation: s_data);

        Assert.Equal(unbroken.Network.Weights.Values.ToArray(), resumed.Network.Weights.Values.ToArray());
        Assert.Equal(unbroken.AveragedNetwork.Weights.Values.ToArray(), resumed.AveragedNetwork.Weights.Values.ToArray());
        Assert.Equal(unbroken.BestEpoch, resumed.BestEpoch);
        Assert.Equal(
            unbroken.History.Select(epoch => (epoch.Loss, epoch.Validation, epoch.LearningRate)),
            resumed.History.Select(epoch => (epoch.Loss, epoch.Validation, epoch.LearningRate)));

        static RMSprop Optimizer() => new(0.01, momentum: 0.5, centered: true) { Groups = [ParameterGroup.NormsAndBiases()] };

        static Trainer<NormedRegression> Trainer() => new(Optimizer(), 4);

        static Trainer<NormedRegression> Everything(Trainer<NormedRegression> trainer, int threads)
        {
            trainer.Threads = threads;
            trainer.AccumulateBatches = 2;
            trainer.MaxGradientNorm = 0.3;
            trainer.MaxGradientValue = 0.2;
            trainer.AverageDecay = 0.9;
            trainer.KeepBest = TrainingMetric.ValidationLoss;
            trainer.DropLast = true;
            trainer.Schedule = new PlateauDecay(0.5, 0, TrainingMetric.Loss, threshold: 0.9);
            trainer.Sampler = new WeightedSampler([.. Enumerable.Range(1, 50).Select(i => (double)i)], draws: 70);
            return trainer;
        }
    }

    private static Sgd NewOptimizer() => new(0.05, 0.9);

    private static Sgd Grouped(double rate, double decay) =>
        new(
            0.05,
            0.9)
        {
            Groups = [new ParameterGroup(
                "norms",
                tensor => tensor.Name.StartsWith("bn", StringComparison.Ordinal)) { LearningRate = rate, WeightDecay = decay }]
        };

    private static Trainer<NormedRegression> Trained()
    {
        Trainer<NormedRegression> trainer = new(NewOptimizer(), 1);
        trainer.Fit(s_data, 1, Batch);
        return trainer;
    }

    private static Trainer<NormedRegression> Begun()
    {
        Trainer<NormedRegression> trainer = new(NewOptimizer(), 1);
        trainer.Callbacks.Add(new StopAt(step: 2));
        trainer.Fit(s_data, 1, Batch);
        return trainer;
    }

    private static MemoryStream Saved(Trainer<NormedRegression> trainer)
    {
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        stream.Position = 0;
        return stream;
    }

    private static string Refusal(MemoryStream checkpoint, Optimizer optimizer)
    {
        checkpoint.Position = 0;
        return Assert.Throws<CheckpointException>(() => Trainer<NormedRegression>.Resume(checkpoint, optimizer)).Message;
    }

    // Magic, version, number of sections; then name, version, length and content of each.
    private static (int Begin, int End) Section(byte[] bytes, string wanted)
    {
        for (int at = 16; ;)
        {
            int begin = at;
            int nameLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
            string name = Encoding.UTF8.GetString(bytes, at + 4, nameLength);
            at += 4 + nameLength + 4;
            at += 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
            if (name == wanted)
            {
                return (begin, at);
            }
        }
    }

    private static byte[] WithChecksum(byte[] checkpoint)
    {
        uint checksum = Crc32C.End(Crc32C.Add(Crc32C.Start, checkpoint.AsSpan(0, checkpoint.Length - 4)));
        BinaryPrimitives.WriteUInt32LittleEndian(checkpoint.AsSpan(checkpoint.Length - 4), checksum);
        return checkpoint;
    }

    private sealed class StopAt(long step) : TrainingCallback
    {
        public override void AfterBatch(TrainingContext training)
        {
            if (training.Step == step)
            {
                training.Stop("enough");
            }
        }
    }

    private sealed class Tenth() : LearningRateSchedule(ScheduleUnit.Step)
    {
        public override double Rate(double initial, long time) => initial / 10;
    }

    private sealed class Altered(TensorDataset data, int image) : Dataset
    {
        public override int Count => data.Count;

        public override int ImageHeight => data.ImageHeight;

        public override int ImageWidth => data.ImageWidth;

        public override int ImageChannels => data.ImageChannels;

        public override TargetKind TargetKind => data.TargetKind;

        public override int TargetLength => data.TargetLength;

        public override void CopyImage(int index, Span<float> destination) => data.CopyImage(index, destination);

        public override void CopyTarget(int index, Span<float> destination)
        {
            data.CopyTarget(index, destination);
            destination[0] += index == image ? 1 : 0;
        }
    }
}
