using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Torch;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>peers training</c>: a generated network and PyTorch, the same steps on the same images from the same weights.</summary>
internal static class TrainingCommand
{
    // Enough that a cache does not hold them all, few enough that both sides see each again and again.
    private const int Images = 8192;
    private const int Seed = 1;
    private const double TurnSeconds = 1;

    /// <summary>Compares one network.</summary>
    public static void Run<TNetwork>(PeerOptions options, PeerReport report, CancellationToken stop)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        TrainingTask task = new(options.Batch(64), LearningRate: 0.02f, Momentum: 0.9f);
        if (task.Batch > Images)
        {
            throw new BenchmarkException($"--batch {task.Batch}: at most {Images} images are used.");
        }

        LabelledImages data = LabelledImages.ReadMnist("train", Images);
        foreach (int threads in options.Threads(1, 2))
        {
            using TorchTraining? peer = Start<TNetwork>(task, data, threads, report, stop);
            using NetworkTraining<TNetwork> ours = new(TNetwork.Create(Seed), task, data, threads);
            LargestDifference? difference = peer is null ? null : LargestDifference.Of(ours.Losses, peer.Losses);
            Workload workload = new(TNetwork.Info.Name, "training", task.Batch, threads);
            IContender[] contenders = peer is null ? [ours] : [ours, peer];
            Comparison comparison = options.Alternation(TurnSeconds).Measure(workload, Figure.ImagesPerSecond(task.Batch), contenders, stop);
            report.Add(new CheckedComparison(comparison, difference, AllocatedBytes: null));
        }
    }

    private static TorchTraining? Start<TNetwork>(TrainingTask task, LabelledImages data, int threads, PeerReport report, CancellationToken stop)
        where TNetwork : class, ITrainableNetwork<TNetwork>
    {
        TorchTraining? peer = report.OrLeftOut(() => new TorchTraining(task, data, TNetwork.Create(Seed).Save, threads, stop));
        report.Remark(peer?.Advice);
        return peer;
    }
}
