using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Packing;

/// <summary>The steps of an 8×8 transpose: each swaps the off-diagonal parts of two rows, with lanes 1, 2 or 4 apart.</summary>
internal static class Transposition
{
    /// <summary>Odd lanes of a with even lanes of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> A, Vector256<float> B) Single(Vector256<float> a, Vector256<float> b)
    {
        Vector256<float> even = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0).AsSingle();
        Vector256<int> neighbour = Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6);
        return (
            Vector256.ConditionalSelect(even, a, Vector256.Shuffle(b, neighbour)),
            Vector256.ConditionalSelect(even, Vector256.Shuffle(a, neighbour), b));
    }

    /// <summary>Lanes 2, 3 and 6, 7 of a with lanes 0, 1 and 4, 5 of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> A, Vector256<float> B) Pairs(Vector256<float> a, Vector256<float> b)
    {
        Vector256<float> low = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
        Vector256<int> other = Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5);
        return (
            Vector256.ConditionalSelect(low, a, Vector256.Shuffle(b, other)),
            Vector256.ConditionalSelect(low, Vector256.Shuffle(a, other), b));
    }

    /// <summary>The upper half of a with the lower half of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> A, Vector256<float> B) Halves(Vector256<float> a, Vector256<float> b) =>
        (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));
}
