using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.Worker;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>native</c>: the same program compiled ahead of time and by the JIT, in turn, once both are warm.</summary>
/// <param name="options">The command's options.</param>
/// <param name="report">Receives the figures.</param>
/// <param name="stop">Ends the work.</param>
internal sealed class NativeCommand(PeerOptions options, PeerReport report, CancellationToken stop)
{
    private const double TurnSeconds = 1;

    /// <summary>Compares networks.</summary>
    public void Run()
    {
        WorkerProgram[] forms = [WorkerProgram.MakeNative(report.Progress), WorkerProgram.MakeJitted(report.Progress)];
        foreach (BenchmarkedNetwork network in options.Networks("LeNet5", "ResNet50"))
        {
            string weights = DrawnWeights.Of(network);
            foreach (int threads in options.Threads(1, 2))
            {
                Workload workload = new(network.Info.Name, "inference", 1, threads);
                report.Progress(workload.Title);
                List<IContender> contenders = [];
                try
                {
                    contenders.AddRange(forms.Select(form => new WorkerInference(form, network.Info.Name, weights, threads, stop)));
                    Comparison comparison = options.Alternation(TurnSeconds).Measure(workload, Figure.Milliseconds, contenders, stop);
                    report.Add(new CheckedComparison(comparison, Difference: null, AllocatedBytes: null));
                }
                finally
                {
                    contenders.ForEach(contender => contender.Dispose());
                }
            }
        }
    }
}
