using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Vectors;

/// <summary>
/// Stores of values that are more than the caches hold, called by generated code: whole cache lines go to memory without being read from there first. Whoever
/// reads them on another thread does so after <see cref="Complete"/>.
/// </summary>
public static unsafe class Streaming
{
    /// <summary>Writes 16 floats; past the caches where they are a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector512<float> value)
    {
        if (((nint)destination & 63) == 0)
        {
            value.StoreAlignedNonTemporal(destination);
        }
        else
        {
            value.Store(destination);
        }
    }

    /// <summary>Writes 8 floats; past the caches where they are half a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector256<float> value)
    {
        if (((nint)destination & 31) == 0)
        {
            value.StoreAlignedNonTemporal(destination);
        }
        else
        {
            value.Store(destination);
        }
    }

    /// <summary>Writes 4 floats; past the caches where they are a quarter of a cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector128<float> value)
    {
        if (((nint)destination & 15) == 0)
        {
            value.StoreAlignedNonTemporal(destination);
        }
        else
        {
            value.Store(destination);
        }
    }

    /// <summary>Makes what was stored visible to other threads before anything that is stored later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Complete()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }
}
