using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CnnGen.Vectors;

/// <summary>
/// Tables of constants in generated code. The compiler puts an array of constants into the program's data, which never moves, so a pointer to it stays right.
/// </summary>
public static unsafe class ConstantTable
{
    /// <summary>Where a table begins.</summary>
    /// <param name="constants">Constants that are written where this is called, at least two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int* Integers(ReadOnlySpan<int> constants) => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(constants));

    /// <summary>Where a table begins.</summary>
    /// <param name="constants">Constants that are written where this is called, at least two.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float* Floats(ReadOnlySpan<float> constants) => (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(constants));
}
