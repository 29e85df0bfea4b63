using CnnGen.Runtime;

namespace CnnGen.Packing;

/// <summary>
/// A network's weights in the order that its kernels read, remade when the weights' version has changed. Instances on the same weights share one.
/// </summary>
internal sealed unsafe class PackedWeights(NetworkWeights weights, delegate*<PackingStep[]> steps, int length) : IDisposable
{
    private readonly Lock _lock = new();
    private PackingPlan? _plan;
    private NativeBuffer? _buffer;
    private float* _pointer;
    private long _version;

    /// <summary>The packed values; valid as long as this object is reachable.</summary>
    /// <param name="threads">Threads that may be used where they have to be made.</param>
    public float* Current(int threads) => Volatile.Read(ref _version) == weights.Version ? _pointer : Repack(threads);

    /// <summary>Makes them now, and gives back the memory that only making them takes.</summary>
    /// <param name="threads">Threads that may be used.</param>
    public void Prepare(int threads)
    {
        Current(threads);
        lock (_lock)
        {
            _plan?.Dispose();
            _plan = null;
        }
    }

    /// <summary>Whether values, packed, are those that were packed last. Called while nobody packs.</summary>
    /// <param name="source">The values.</param>
    public bool AreOf(ParameterSource source)
    {
        using NativeBuffer again = new(length);
        using PackingPlan plan = new(steps(), length);
        plan.Run(source, again.Pointer, Environment.ProcessorCount);
        return new ReadOnlySpan<int>(again.Pointer, length).SequenceEqual(new ReadOnlySpan<int>(_pointer, length)); // as integers: a NaN is equal to itself
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _plan?.Dispose();
            _buffer?.Dispose();
            _pointer = null;
        }
    }

    private float* Repack(int threads)
    {
        lock (_lock)
        {
            if (_version != weights.Version)
            {
                _plan ??= new PackingPlan(steps(), length);
                _buffer ??= new NativeBuffer(length);
                _pointer = _buffer.Pointer;
                long version = weights.Version;
                weights.Pack(_plan, _pointer, threads);
                Volatile.Write(ref _version, version); // last: who sees it, sees the packed values
            }

            return _pointer;
        }
    }
}
