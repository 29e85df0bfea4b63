using CnnGen.Runtime;
using CnnGen.Threading;

namespace CnnGen;

/// <summary>
/// Adds what the groups of a batch give: gradients and running statistics, each weighted by its images, in the order of the groups, whichever process has them.
/// One process adds as it goes; of several each keeps its groups apart until all are exchanged, since sums of a part would be rounded otherwise.
/// </summary>
internal sealed class GroupedBatch : IDisposable
{
    private readonly NetworkWeights _weights;
    private readonly GradientStep _step;
    private readonly AlignedBuffer _own;
    private readonly AlignedBuffer _total;
    private readonly float[] _statistics;
    private readonly double[] _results;
    private readonly double[] _allResults;

    /// <summary>Takes memory for the groups of this process.</summary>
    /// <param name="weights">The network's weights.</param>
    /// <param name="step">Holds the gradient of a group, and in the end that of the batch.</param>
    /// <param name="groups">Groups of a batch.</param>
    /// <param name="processes">The processes; null for this one alone.</param>
    public GroupedBatch(NetworkWeights weights, GradientStep step, int groups, IProcessGroup? processes)
    {
        (_weights, _step, Processes, Groups) = (weights, step, processes, groups);
        First = processes is null ? 0 : Partition.Start(processes.Rank, processes.Size, groups);
        End = processes is null ? groups : Partition.Start(processes.Rank + 1, processes.Size, groups);
        int length = weights.Values.Length;
        _own = new AlignedBuffer(processes is null ? 0 : checked(length * (End - First)));
        _total = new AlignedBuffer(length);
        _statistics = new float[length - weights.TrainableLength];
        _results = new double[2 * groups];
        _allResults = new double[_results.Length * (processes?.Size ?? 1)];
    }

    /// <summary>The processes that share a batch; null where there is one.</summary>
    public IProcessGroup? Processes { get; }

    /// <summary>Groups of a batch.</summary>
    public int Groups { get; }

    /// <summary>The first group of this process.</summary>
    public int First { get; }

    /// <summary>The one behind its last.</summary>
    public int End { get; }

    /// <summary>Before the first group of a batch.</summary>
    public void Begin()
    {
        _weights.Values[_weights.TrainableLength..].CopyTo(_statistics);
        _own.Span.Clear();
        _total.Span.Clear();
        _results.AsSpan().Clear();
    }

    /// <summary>
    /// Takes what a group gave: its gradient, which the step holds, and its running statistics, which the network has. A group without images gives nothing.
    /// </summary>
    public void Add(int group, int images, BatchResult result, int threads)
    {
        Span<float> target = Processes is null ? _total.Span : _own.Span.Slice((group - First) * _total.Length, _total.Length);
        _step.AddScaled(_step.Gradient, target[.._weights.TrainableLength], images, threads);
        Span<float> statistics = _weights.Values[_weights.TrainableLength..];
        _step.AddScaled(statistics, target[_weights.TrainableLength..], images, threads);
        _statistics.CopyTo(statistics);
        _results[2 * group] = result.LossSum;
        _results[(2 * group) + 1] = result.Correct;
        GC.KeepAlive(_own);
        GC.KeepAlive(_total);
    }

    /// <summary>The means over the batch become the step's gradient and the network's running statistics.</summary>
    /// <param name="images">Images of the batch, in all processes.</param>
    /// <param name="threads">Threads to use at most.</param>
    public BatchResult Complete(int images, int threads)
    {
        if (Processes is null)
        {
            _results.CopyTo(_allResults, 0);
        }
        else
        {
            Processes.Sum(_own.Span, _total.Span);
            Processes.Gather(_results, _allResults);
        }

        _step.Scale(_total.Span[.._weights.TrainableLength], _step.Gradient, 1f / images, threads);
        _step.Scale(_total.Span[_weights.TrainableLength..], _weights.Values[_weights.TrainableLength..], 1f / images, threads);
        GC.KeepAlive(_own);
        GC.KeepAlive(_total);
        double loss = 0;
        double correct = 0;
        for (int group = 0; group < Groups; group++)
        {
            for (int process = 0; process < _allResults.Length / _results.Length; process++)
            {
                // All but the group's own process have zeros here.
                loss += _allResults[(process * _results.Length) + (2 * group)];
                correct += _allResults[(process * _results.Length) + (2 * group) + 1];
            }
        }

        return new BatchResult(loss, (int)correct);
    }

    public void Dispose()
    {
        _own.Dispose();
        _total.Dispose();
    }
}
