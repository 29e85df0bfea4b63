using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Packing;

/// <summary>Single precision cut to its upper 16 bits: sign, exponent and 7 bits behind the point.</summary>
internal static unsafe class BFloat16
{
    private const int LowerBits = 16;

    /// <summary>Each number rounded to the nearest bfloat16, to the even one of two; NaN stays NaN.</summary>
    /// <param name="values">Numbers.</param>
    /// <param name="rounded">Receives as many, which may be the same memory.</param>
    /// <param name="length">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(float* values, float* rounded, int length)
    {
        int i = 0;
        for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            *(Vector256<float>*)(rounded + i) = Round(*(Vector256<float>*)(values + i));
        }

        for (; i < length; i++)
        {
            rounded[i] = Round(Vector256.Create(values[i])).ToScalar();
        }
    }

    /// <summary>Two numbers a word, the first in the lower half.</summary>
    /// <param name="first">Numbers that are bfloat16 already.</param>
    /// <param name="second">As many.</param>
    /// <param name="words">Receives as many words.</param>
    /// <param name="length">How many, a multiple of 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pair(float* first, float* second, float* words, int length)
    {
        for (int i = 0; i < length; i += Vector128<uint>.Count)
        {
            *(Vector128<uint>*)(words + i) = (*(Vector128<uint>*)(first + i) >>> LowerBits) | *(Vector128<uint>*)(second + i);
        }
    }

    private static Vector256<float> Round(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> isOdd = (bits >>> LowerBits) & Vector256<uint>.One;
        Vector256<uint> rounded = bits + Vector256.Create(0x7FFFu) + isOdd;

        // Rounding up would carry a NaN's last bits into its exponent.
        Vector256<uint> quiet = bits | Vector256.Create(0x00400000u);
        Vector256<uint> upper = Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, quiet);
        return (upper & Vector256.Create(0xFFFF0000u)).AsSingle();
    }
}
