using CnnGen.Benchmarks.Measuring;

namespace CnnGen.Benchmarks.Networks;

/// <summary>A generated network on a batch. It computes logits, as the peers' models do.</summary>
internal sealed class NetworkInference<TNetwork> : IContender
    where TNetwork : class, INetwork<TNetwork>
{
    private const int AllocationCalls = 1000;

    private readonly float[] _input;
    private readonly float[] _output;
    private readonly Action _call;

    /// <summary>Prepares one batch size.</summary>
    public NetworkInference(TNetwork network, int batch, int threads)
    {
        network.Threads = threads;
        _input = new float[batch * TNetwork.Info.InputLength];
        _output = new float[batch * TNetwork.Info.OutputLength];
        _call = () => network.Logits(_input, _output);
    }

    public string Name => "CnnGen";

    /// <summary>The images of a call, [image, row, column, channel].</summary>
    public Span<float> Input => _input;

    /// <summary>Computes and gives the logits of <see cref="Input"/>.</summary>
    public ReadOnlySpan<float> Compute()
    {
        _call();
        return _output;
    }

    public Round Run(TimeSpan duration) => CallTimer.Run(_call, duration);

    /// <summary>Managed memory that a call allocates, in bytes, on any thread.</summary>
    public double AllocatedBytesPerCall()
    {
        _call();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < AllocationCalls; i++)
        {
            _call();
        }

        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / AllocationCalls;
    }

    public void Dispose()
    {
    }
}
