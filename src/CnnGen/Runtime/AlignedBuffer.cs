using System.Runtime.InteropServices;

namespace CnnGen.Runtime;

/// <summary>Floats in native memory, aligned to a cache line and zero at first. 64 readable bytes follow the last one, so that a whole vector may be loaded at the end.</summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const int Alignment = 64;

    private void* _allocated;

    /// <summary>Allocates.</summary>
    /// <param name="length">Number of floats.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;

        // The system hands out zero pages as they are touched; clearing them here would touch them all. There is no aligned form of this, hence the room.
        nuint bytes = ((nuint)length * sizeof(float)) + (2 * Alignment);
        _allocated = NativeMemory.AllocZeroed(bytes);
        HugePages.Advise(_allocated, bytes);
        Pointer = (float*)(((nuint)_allocated + (Alignment - 1)) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Frees the memory of a buffer that was not disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public int Length { get; }

    /// <summary>The first float.</summary>
    public float* Pointer { get; private set; }

    /// <summary>All floats.</summary>
    public Span<float> Span => new(Pointer, Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_allocated);
        _allocated = null;
        Pointer = null;
    }
}
