using System.Diagnostics;
using CnnGen.Benchmarks.Measuring;
using Networks.Catalog;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A generated network on a batch. It computes logits, as the peers' models do.</summary>
internal sealed class NetworkInference : IInferenceContender
{
    private const int AllocationCalls = 1000;
    private const double AllocationSeconds = 0.2;

    private readonly float[] _logits;
    private readonly Action _call;

    /// <summary>Prepares one batch.</summary>
    public NetworkInference(RunnableNetwork network, ImageBatch images, int threads)
    {
        network.Threads = threads;
        _logits = new float[images.NchwShape[0] * network.Weights.Info.OutputLength];
        _call = () => network.Logits(images.Nhwc, _logits);
    }

    public string Name => "CnnGen";

    public float[] Logits()
    {
        _call();
        return [.. _logits];
    }

    public Round Run(TimeSpan duration) => CallTimer.Run(_call, duration);

    /// <summary>Managed memory that a call allocates, in bytes, on any thread. The first call, which packs weights, is not counted.</summary>
    public double AllocatedBytesPerCall()
    {
        _call();
        int calls = 0;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        do
        {
            _call();
            calls++;
        }
        while (calls < AllocationCalls && Stopwatch.GetElapsedTime(start).TotalSeconds < AllocationSeconds);

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / calls;
    }

    public void Dispose()
    {
    }
}
