using System.Runtime.InteropServices;

namespace CnnGen.Numerics;

/// <summary>Floats in native memory, aligned to a cache line and zero at first. 64 readable bytes follow the last one, so that a whole vector may be loaded at the end.</summary>
public sealed unsafe class AlignedBuffer : IDisposable
{
    private const int Alignment = 64;

    /// <summary>Allocates.</summary>
    /// <param name="length">Number of floats.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = ((nuint)length * sizeof(float)) + Alignment;
        Pointer = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(Pointer, bytes);
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
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
