namespace CnnGen.Numerics;

/// <summary>
/// A network's weights in the order that its kernels read, remade when the weights' version has changed. Instances on the same weights share one.
/// </summary>
internal sealed unsafe class PackedWeights(NetworkWeights weights, delegate*<float*, float*, void> pack, int length)
{
    private readonly Lock _lock = new();
    private AlignedBuffer? _buffer;
    private float* _pointer;
    private long _version;

    /// <summary>The packed values; valid as long as this object is reachable.</summary>
    public float* Current() => Volatile.Read(ref _version) == weights.Version ? _pointer : Repack();

    private float* Repack()
    {
        lock (_lock)
        {
            if (_version != weights.Version)
            {
                _buffer ??= new AlignedBuffer(length);
                _pointer = _buffer.Pointer;
                long version = weights.Version;
                pack(weights.Pointer, _pointer);
                Volatile.Write(ref _version, version); // last: who sees it, sees the packed values
            }

            return _pointer;
        }
    }
}
