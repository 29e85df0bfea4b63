using System.Globalization;
using System.Text.Json;
using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Torch;

namespace CnnGen.Benchmarks.Commands;

/// <summary>
/// <c>peers training</c>: generated networks and libtorch, LeNet-5 also PyTorch, those of the zoo PyTorch only: the same steps on the same images from the same
/// weights.
/// </summary>
/// <param name="options">Networks, batches, threads, turns.</param>
/// <param name="report">Where figures go.</param>
/// <param name="stop">Ends the work between two turns.</param>
internal sealed class TrainingCommand(PeerOptions options, PeerReport report, CancellationToken stop)
{
    private const double TurnSeconds = 1;
    private const double MiB = 1024 * 1024;

    /// <summary>Compares the networks.</summary>
    public void Run()
    {
        foreach (TrainedNetwork network in options.TrainedNetworks)
        {
            TrainingTask task = network.Task(options.Batch(network.Batch));
            LabelledImages data = network.Data(task.Batch);
            foreach (int threads in options.Threads(1, 2))
            {
                Compare(network, task, data, threads);
            }
        }
    }

    /// <summary><c>step</c>: a few steps in a process of its own, for its memory.</summary>
    public static void Step(string name, int batch, int threads)
    {
        TrainedNetwork network = TrainedNetwork.Find(name);
        using ITrainingContender ours = network.Open(network.Task(batch), network.Data(batch), threads);
        Console.WriteLine(JsonSerializer.Serialize(new { peakBytes = PeakBytes() }));
    }

    private void Compare(TrainedNetwork network, TrainingTask task, LabelledImages data, int threads)
    {
        List<IContender> contenders = [];
        try
        {
            ITrainingContender ours = network.Open(task, data, threads);
            contenders.Add(ours);
            List<PeerProgram> programs = [.. !network.IsOfZoo && Program(PeerProgram.LibTorch) is { } libTorch ? [libTorch] : Array.Empty<PeerProgram>()];
            if (network.IsOfZoo || network.Name == nameof(LeNet5))
            {
                programs.Add(PeerProgram.Script("train.py"));
            }

            LargestDifference? difference = null;
            foreach (PeerProgram program in programs)
            {
                if (report.OrLeftOut(() => new TorchTraining(program, task, data, network.SaveWeights, threads, stop)) is { } peer)
                {
                    contenders.Add(peer);
                    report.Remark(peer.Advice);
                    LargestDifference apart = LargestDifference.Of(ours.Losses, peer.Losses);
                    difference = difference is { } other ? LargestDifference.Larger(other, apart) : apart;
                    if (!apart.IsRounding)
                    {
                        report.Progress($"losses of CnnGen, then of {peer.Name}: {Text(ours.Losses)}; {Text(peer.Losses)}");
                    }
                }
            }

            Comparison comparison = options.Alternation(TurnSeconds).Measure(
                new Workload(network.Name, "training", task.Batch, threads), Figure.ImagesPerSecond(task.Batch), contenders, stop);
            report.Add(new CheckedComparison(comparison, difference, AllocatedBytes: null));
            if (contenders.OfType<TorchTraining>().FirstOrDefault(peer => peer.PeakBytes > 0) is { } measured)
            {
                report.Progress(string.Create(
                    CultureInfo.InvariantCulture,
                    $"most memory of a process that trains, MiB: CnnGen {OwnPeakBytes(task, threads) / MiB:0}, {measured.Name} {measured.PeakBytes / MiB:0}"));
            }
        }
        finally
        {
            contenders.ForEach(contender => contender.Dispose());
        }
    }

    private static string Text(IEnumerable<double> losses) =>
        string.Join(' ', losses.Select(loss => loss.ToString("0.00000", CultureInfo.InvariantCulture)));

    private PeerProgram? Program(Func<PeerProgram> find) => report.OrLeftOut(find);

    private double OwnPeakBytes(TrainingTask task, int threads)
    {
        PeerProgram program = new("CnnGen", "dotnet", [Environment.GetCommandLineArgs()[0], "step"], "");
        using PeerProcess process = new(
            program, threads, stop, task.Network, task.Batch.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture));
        return process.ReadAnswer().GetProperty("peakBytes").GetDouble();
    }

    private static long PeakBytes()
    {
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
