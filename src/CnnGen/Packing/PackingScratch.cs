using CnnGen.Runtime;

namespace CnnGen.Packing;

/// <summary>Working memory of one thread that packs. What one piece took, the next one takes again.</summary>
internal sealed unsafe class PackingScratch : IDisposable
{
    private readonly List<NativeBuffer> _buffers = [];
    private int _taken;

    /// <summary>Memory that holds what was there before, valid until <see cref="Reset"/>.</summary>
    public float* Take(int length)
    {
        if (_taken == _buffers.Count)
        {
            _buffers.Add(new NativeBuffer(length));
        }
        else if (_buffers[_taken].Length < length)
        {
            _buffers[_taken].Dispose();
            _buffers[_taken] = new NativeBuffer(length);
        }

        return _buffers[_taken++].Pointer;
    }

    /// <summary>Ends the use of everything taken.</summary>
    public void Reset() => _taken = 0;

    /// <summary>Gives the memory back; more may be taken afterwards.</summary>
    public void Dispose()
    {
        Reset();
        foreach (NativeBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}
