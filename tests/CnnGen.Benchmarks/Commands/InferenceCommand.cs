using CnnGen.Benchmarks.Measuring;
using CnnGen.Benchmarks.Networks;
using CnnGen.Benchmarks.OnnxRuntime;
using CnnGen.Benchmarks.Torch;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Commands;

/// <summary><c>peers inference</c>: the published networks in CnnGen, ONNX Runtime and PyTorch, on the same weights and images.</summary>
/// <param name="options">The command's options.</param>
/// <param name="report">Receives the figures.</param>
/// <param name="stop">Ends the work between two calls.</param>
internal sealed class InferenceCommand(PeerOptions options, PeerReport report, CancellationToken stop)
{
    private const double TurnSeconds = 0.5;
    private const int Seed = 1;

    /// <summary>Compares every network at every batch size with every number of threads.</summary>
    public void Run()
    {
        using OnnxRuntimeLibrary? library = report.OrLeftOut(() => OnnxRuntimeLibrary.Load(OnnxRuntimeLocation.Find()));
        foreach (BenchmarkedNetwork network in options.Networks([.. PublishedNetworks.All.Select(network => network.Info.Name)]))
        {
            Compare(network, library);

            // The large networks hold half a gigabyte outside of the collector's sight.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void Compare(BenchmarkedNetwork network, OnnxRuntimeLibrary? library)
    {
        string name = network.Info.Name;
        ModelFiles? models = report.OrLeftOut(() => options.Models.Of(name, report.Progress, stop));
        RunnableNetwork ours = models is null ? network.Create(Seed) : network.Load(models.Weights);
        foreach (int batch in options.Batches(1, 16))
        {
            ImageBatch images = new(network.Info, batch);
            foreach (int threads in options.Threads(1, 2))
            {
                Workload workload = new(name, "inference", batch, threads);
                report.Progress(workload.Title);
                List<IInferenceContender> contenders = [];
                try
                {
                    contenders.Add(new NetworkInference(ours, images, threads));
                    contenders.AddRange(Peers(network.Info, models, library, images, threads));
                    Measure(workload, contenders);
                }
                finally
                {
                    contenders.ForEach(contender => contender.Dispose());
                }
            }
        }
    }

    private IEnumerable<IInferenceContender> Peers(NetworkInfo network, ModelFiles? models, OnnxRuntimeLibrary? library, ImageBatch images, int threads)
    {
        if (models is null)
        {
            yield break;
        }

        if (library is not null)
        {
            yield return new OnnxInference(library, models.Onnx, images, network.OutputLength, threads);
        }

        if (report.OrLeftOut(() => new TorchInference(models.TorchScript, images, threads, stop)) is { } torch)
        {
            report.Remark(torch.Advice);
            yield return torch;
        }
    }

    private void Measure(Workload workload, List<IInferenceContender> contenders)
    {
        float[][] logits = [.. contenders.Select(contender => contender.Logits())];
        LargestDifference? difference = logits.Length == 1
            ? null
            : logits.Skip(1).Select(theirs => LargestDifference.Of(logits[0], theirs)).Aggregate(LargestDifference.Larger);
        foreach ((IInferenceContender peer, float[] theirs) in contenders.Zip(logits).Skip(1))
        {
            if (LargestDifference.Of(logits[0], theirs) is { IsRounding: false } apart)
            {
                report.Progress($"{peer.Name} and {contenders[0].Name} differ by {apart.Difference:0.0e+0}, the largest is {apart.Magnitude:0.00}");
            }
        }

        stop.ThrowIfCancellationRequested();
        double allocated = ((NetworkInference)contenders[0]).AllocatedBytesPerCall();
        Comparison comparison = options.Alternation(TurnSeconds).Measure(workload, Figure.Milliseconds, contenders, stop);
        report.Add(new CheckedComparison(comparison, difference, allocated));
    }
}
