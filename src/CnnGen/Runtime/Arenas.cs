namespace CnnGen.Runtime;

/// <summary>Working memory for each thread that takes part in a call, allocated when it is first needed.</summary>
internal sealed unsafe class Arenas(long length) : IDisposable
{
    private NativeBuffer[] _buffers = [];

    /// <summary>The memory of one part.</summary>
    public float* this[int part] => _buffers[part].Pointer;

    /// <summary>Sees to it that <paramref name="parts"/> exist; called before work is divided.</summary>
    public void Reserve(int parts)
    {
        int existing = _buffers.Length;
        if (existing >= parts)
        {
            return;
        }

        NativeBuffer[] buffers = new NativeBuffer[parts];
        _buffers.CopyTo(buffers, 0);
        for (int i = existing; i < parts; i++)
        {
            buffers[i] = new NativeBuffer(length);
        }

        _buffers = buffers;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (NativeBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers = [];
    }
}
