using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>The largest lane: halves are compared until one lane is left, so each width has its own text.</content>
public static partial class VectorMath
{
    /// <summary>The value itself, the only lane of a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(float x) => x;

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector128<float> x)
    {
        x = Vector128.MaxNative(x, Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(x.ToScalar(), x.GetElement(1));
    }

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector256<float> x) => LargestLane(Vector128.MaxNative(x.GetLower(), x.GetUpper()));

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector512<float> x) => LargestLane(Vector256.MaxNative(x.GetLower(), x.GetUpper()));
}
