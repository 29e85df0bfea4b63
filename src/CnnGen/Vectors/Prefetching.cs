using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Vectors;

/// <summary>Asks the processor for memory ahead of its use; called by generated code.</summary>
public static unsafe class Prefetching
{
    /// <summary>Brings a cache line close, but not so close that it drives out what is used now. Any address may be named.</summary>
    /// <param name="address">In the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToSecondCache(float* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(address);
        }
    }
}
