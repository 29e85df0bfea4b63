using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Batches in groups, and groups in several processes: the same bits however they are shared.</summary>
public sealed class ProcessGroupTests
{
    private const int Groups = 5;
    private const int Batch = 16;
    private static readonly TensorDataset s_data = NormedRegression.Data(80);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void SharedGroups_GiveTheBitsOfOneProcess(int size)
    {
        Trainer<SoftmaxRegression> alone = Noisy(null);
        alone.Fit(new ToyData(70, 1), 3, Batch);

        Trainer<SoftmaxRegression>[] shared = ThreadedProcessGroup.Run(size, processes =>
        {
            Trainer<SoftmaxRegression> trainer = Noisy(processes);
            trainer.Fit(new ToyData(70, 1), 3, Batch);
            return trainer;
        });

        Assert.All(shared, trainer => Assert.Equal(Bits(alone), Bits(trainer)));
        Assert.All(shared, trainer => Assert.Equal(alone.History.Select(result => result.Loss), trainer.History.Select(result => result.Loss)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void RunningStatistics_AreMeansOverTheGroups_InAllProcesses(int size)
    {
        Trainer<NormedRegression> alone = Normed(null);
        alone.Fit(s_data, 2, Batch);

        Trainer<NormedRegression>[] shared = ThreadedProcessGroup.Run(size, processes =>
        {
            Trainer<NormedRegression> trainer = Normed(processes);
            trainer.Fit(s_data, 2, Batch);
            return trainer;
        });

        Assert.All(shared, trainer => Assert.Equal(Bits(alone), Bits(trainer)));
        Assert.NotEqual(0, alone.Network.Weights[NormedRegression.Info.Parameters[4]][0]);
    }

    [Fact]
    public void Groups_ChangeTheGradientByRoundingAlone()
    {
        Trainer<NormedRegression> whole = new(new Sgd(0.05), 1);
        whole.Fit(s_data, 1, Batch);
        Trainer<NormedRegression> grouped = new(new Sgd(0.05), 1) { BatchGroups = Groups };
        grouped.Fit(s_data, 1, Batch);

        for (int i = 0; i < whole.Network.Weights.TrainableLength; i++)
        {
            Assert.Equal(whole.Network.Weights.Values[i], grouped.Network.Weights.Values[i], 5);
        }
    }

    [Fact]
    public void Resumed_ByAnotherNumberOfProcesses_GoesOnWithTheSameBits()
    {
        Trainer<SoftmaxRegression> unbroken = Noisy(null);
        unbroken.Fit(new ToyData(70, 1), 4, Batch);
        using MemoryStream checkpoint = new();
        ThreadedProcessGroup.Run(2, processes =>
        {
            Trainer<SoftmaxRegression> trainer = Noisy(processes);
            trainer.Fit(new ToyData(70, 1), 2, Batch);
            if (processes.Rank == 0)
            {
                trainer.SaveCheckpoint(checkpoint);
            }

            return true;
        });

        byte[] saved = checkpoint.ToArray();
        Trainer<SoftmaxRegression>[] resumed = ThreadedProcessGroup.Run(3, processes =>
        {
            Trainer<SoftmaxRegression> trainer = Trainer<SoftmaxRegression>.Resume(new MemoryStream(saved), new Sgd(0.1, 0.9));
            Assert.Equal(Groups, trainer.BatchGroups);
            (trainer.Processes, trainer.AccumulateBatches, trainer.MaxGradientNorm) = (processes, 2, 0.5);
            trainer.Fit(new ToyData(70, 1), 4, Batch);
            return trainer;
        });

        Assert.All(resumed, trainer => Assert.Equal(Bits(unbroken), Bits(trainer)));
    }

    [Fact]
    public void ProcessesThatAreNotSetAlike_AreRefused_BeforeAnyStep()
    {
        AggregateException thrown = Assert.Throws<AggregateException>(() => ThreadedProcessGroup.Run(2, processes =>
        {
            Trainer<NormedRegression> trainer = Normed(processes);
            trainer.Fit(s_data, 1, Batch + processes.Rank);
            return trainer;
        }));

        Assert.Contains("process 1 would train with a batch size of 17, process 0 with 16", thrown.InnerException!.Message);
    }

    [Fact]
    public void GroupsOfOneImage_UnderANormOfOnePixel_AreRefused()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Normed(null).Fit(NormedRegression.Data(70), 1, Batch));

        Assert.Contains("70 images in batches of 16 and 5 groups leave groups of 1, and bn1 normalises over the group", thrown.Message);
    }

    [Fact]
    public void MoreProcessesThanGroups_AreRefused()
    {
        AggregateException thrown = Assert.Throws<AggregateException>(() => ThreadedProcessGroup.Run(3, processes =>
        {
            Trainer<NormedRegression> trainer = Normed(processes);
            trainer.BatchGroups = 2;
            trainer.Fit(s_data, 1, Batch);
            return trainer;
        }));

        Assert.Contains("3 processes cannot share 2 groups a batch", thrown.InnerException!.Message);
    }

    [Fact]
    public void OneThatIsCancelled_EndsAllAfterTheSameStep()
    {
        long[] steps = ThreadedProcessGroup.Run(3, processes =>
        {
            using CancellationTokenSource stop = new();
            Trainer<NormedRegression> trainer = Normed(processes);
            trainer.Callbacks.Add(new CancelAt(processes.Rank == 1 ? 3 : long.MaxValue, stop));
            Assert.Throws<OperationCanceledException>(() => trainer.Fit(s_data, 100, Batch, cancellation: stop.Token));
            return trainer.Step;
        });

        Assert.Equal([3L, 3L, 3L], steps);
    }

    [Fact]
    public void OneThatStops_EndsAll_AndSaysWhich()
    {
        string?[] reasons = ThreadedProcessGroup.Run(2, processes =>
        {
            Trainer<NormedRegression> trainer = Normed(processes);
            if (processes.Rank == 1)
            {
                trainer.Callbacks.Add(new StopAt(2));
            }

            trainer.Fit(s_data, 100, Batch);
            Assert.Equal(2, trainer.Step);
            return trainer.StopReason;
        });

        Assert.Equal("process 1 stopped", reasons[0]);
        Assert.Equal("enough", reasons[1]);
    }

    [Fact]
    public void OnlyTheFirstProcess_ReportsAndWrites()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        int[] reports = ThreadedProcessGroup.Run(2, processes =>
        {
            Counter counter = new();
            Trainer<NormedRegression> trainer = Normed(processes);
            trainer.Fit(s_data, 2, Batch, counter);
            trainer.SaveCheckpoint(Path.Combine(folder, $"{processes.Rank}.checkpoint"));
            return counter.Reports;
        });

        Assert.True(reports[0] > 0);
        Assert.Equal(0, reports[1]);
        Assert.Equal("0.checkpoint", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
    }

    private static Trainer<SoftmaxRegression> Noisy(IProcessGroup? processes) =>
        new(new Sgd(0.1, 0.9), 1) { BatchGroups = Groups, Processes = processes, AccumulateBatches = 2, MaxGradientNorm = 0.5, Threads = 2 };

    private static Trainer<NormedRegression> Normed(IProcessGroup? processes) =>
        new(new Sgd(0.05, 0.9), 1) { BatchGroups = Groups, Processes = processes, Threads = 1 };

    private static int[] Bits<TNetwork>(Trainer<TNetwork> trainer)
        where TNetwork : class, ITrainableNetwork<TNetwork> => [.. trainer.Network.Weights.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    private sealed class CancelAt(long step, CancellationTokenSource stop) : TrainingCallback
    {
        public override void AfterBatch(TrainingContext training)
        {
            if (training.Step == step)
            {
                stop.Cancel();
            }
        }
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

    private sealed class Counter : IProgress<TrainingProgress>
    {
        public int Reports { get; private set; }

        public void Report(TrainingProgress value) => Reports++;
    }
}
