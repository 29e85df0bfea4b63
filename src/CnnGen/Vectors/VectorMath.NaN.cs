using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Vectors;

/// <content>
/// NaN in maxima and minima. Where one operand is NaN, x86 returns the second one, Arm a NaN; <see cref="MathF.Max"/> a NaN everywhere.
/// </content>
public static partial class VectorMath
{
    /// <summary>The value, or ∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NaNToInfinity(float x) => x < float.PositiveInfinity ? x : float.PositiveInfinity;

    /// <summary>The value, or −∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NaNToNegativeInfinity(float x) => x > float.NegativeInfinity ? x : float.NegativeInfinity;

    /// <summary>The value, or ∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> NaNToInfinity(Vector128<float> x) =>
        Sse.IsSupported ? Vector128.MinNative(x, Vector128.Create(float.PositiveInfinity)) : Vector128.MinNumber(x, Vector128.Create(float.PositiveInfinity));

    /// <summary>The value, or −∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> NaNToNegativeInfinity(Vector128<float> x) =>
        Sse.IsSupported ? Vector128.MaxNative(x, Vector128.Create(float.NegativeInfinity)) : Vector128.MaxNumber(x, Vector128.Create(float.NegativeInfinity));

    /// <summary>A maximum or minimum of a, b and other values, or NaN where a or b is NaN: the hardware's maximum may have lost it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> KeepNaN(Vector128<float> extremum, Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? extremum | Sse.CompareUnordered(a, b)
            : AdvSimd.IsSupported ? extremum
            : Vector128.ConditionalSelect(Vector128.Equals(a, a) & Vector128.Equals(b, b), extremum, Vector128.Create(float.NaN));

    /// <summary>The value, or ∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NaNToInfinity(Vector256<float> x) => Avx.IsSupported
        ? Vector256.MinNative(x, Vector256.Create(float.PositiveInfinity))
        : Vector256.Create(NaNToInfinity(x.GetLower()), NaNToInfinity(x.GetUpper()));

    /// <summary>The value, or −∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> NaNToNegativeInfinity(Vector256<float> x) => Avx.IsSupported
        ? Vector256.MaxNative(x, Vector256.Create(float.NegativeInfinity))
        : Vector256.Create(NaNToNegativeInfinity(x.GetLower()), NaNToNegativeInfinity(x.GetUpper()));

    /// <summary>A maximum or minimum of a, b and other values, or NaN where a or b is NaN: the hardware's maximum may have lost it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepNaN(Vector256<float> extremum, Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? extremum | Avx.Compare(a, b, FloatComparisonMode.UnorderedNonSignaling)
        : Vector256.Create(KeepNaN(extremum.GetLower(), a.GetLower(), b.GetLower()), KeepNaN(extremum.GetUpper(), a.GetUpper(), b.GetUpper()));

    /// <summary>The value, or ∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NaNToInfinity(Vector512<float> x) => Avx512F.IsSupported
        ? Vector512.MinNative(x, Vector512.Create(float.PositiveInfinity))
        : Vector512.Create(NaNToInfinity(x.GetLower()), NaNToInfinity(x.GetUpper()));

    /// <summary>The value, or −∞ in the place of NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> NaNToNegativeInfinity(Vector512<float> x) => Avx512F.IsSupported
        ? Vector512.MaxNative(x, Vector512.Create(float.NegativeInfinity))
        : Vector512.Create(NaNToNegativeInfinity(x.GetLower()), NaNToNegativeInfinity(x.GetUpper()));

    /// <summary>A maximum or minimum of a, b and other values, or NaN where a or b is NaN: the hardware's maximum may have lost it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> KeepNaN(Vector512<float> extremum, Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Vector512.ConditionalSelect(Avx512F.Compare(a, b, FloatComparisonMode.UnorderedNonSignaling), Vector512.Create(float.NaN), extremum)
        : Vector512.Create(KeepNaN(extremum.GetLower(), a.GetLower(), b.GetLower()), KeepNaN(extremum.GetUpper(), a.GetUpper(), b.GetUpper()));
}
