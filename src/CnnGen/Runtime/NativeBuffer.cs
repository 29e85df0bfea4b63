using System.Runtime.InteropServices;

namespace CnnGen.Runtime;

/// <summary>
/// Working memory outside the collector's heap, aligned to a cache line and zero at first, which is given back at once when it is disposed. 64 readable bytes
/// follow the last float. No span over it leaves the library, since spans do not keep it.
/// </summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private readonly long _bytes;
    private void* _allocated;

    /// <summary>Allocates.</summary>
    /// <param name="length">Number of floats.</param>
    public NativeBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;

        // The system hands out zero pages as they are touched; clearing them here would touch them all. There is no aligned form of this, hence the room.
        _bytes = (length * sizeof(float)) + (2 * Alignment);
        _allocated = NativeMemory.AllocZeroed((nuint)_bytes);
        GC.AddMemoryPressure(_bytes); // or a network that nobody disposes looks as small as this object
        HugePages.Advise(_allocated, (nuint)_bytes);
        Pointer = (float*)(((nuint)_allocated + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Frees the memory of a buffer that was not disposed.</summary>
    ~NativeBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float; null once the buffer is disposed.</summary>
    public float* Pointer { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_allocated != null)
        {
            NativeMemory.Free(_allocated);
            GC.RemoveMemoryPressure(_bytes);
        }

        _allocated = null;
        Pointer = null;
    }
}
