using System.Runtime.CompilerServices;

namespace CnnGen.Vectors;

/// <summary>
/// Functions of each lane, called by generated code. One formula for all widths; where the hardware has no fused multiply-add the last bit may differ.
/// </summary>
/// <remarks>
/// Exponential and logarithm: range reduction by powers of two after Cody and Waite, "Software Manual for the Elementary Functions" (1980);
/// polynomials are Chebyshev fits made for these intervals. Relative errors stay below 2·10⁻⁷. Infinities and NaN give what <see cref="MathF"/> gives.
/// </remarks>
public static partial class VectorMath
{
    // e^x overflows above the first and is less than half the smallest float below the second.
    private const float LargestExponent = 89f;
    private const float SmallestExponent = -104f;

    // The largest x for which 2ⁿ with n = −x/ln 2 is not below the normal numbers.
    private const float LargestNormalExponent = 87.3f;

    // Adding 1.5·2²³ leaves a number rounded to a whole one in the low bits.
    private const float RoundingShift = 12582912f;
    private const int RoundingShiftBits = 0x4B400000;

    // The same and 127: the low bits are the exponent of a power of two then.
    private const float BiasedRoundingShift = RoundingShift + 127f;

    // ln 2 in two parts; a product of the high one with a small whole number is exact.
    private const float Log2OfE = 1.442695f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // (e^r − 1 − r)/r² on ±ln(2)/2, error 7e-8.
    private const float Exp0 = 0.5f;
    private const float Exp1 = 0.16666576f;
    private const float Exp2 = 0.041666552f;
    private const float Exp3 = 0.008363233f;
    private const float Exp4 = 0.001392625f;

    // (ln(1 + f) − f + f²/2)/f³ for 1 + f from √½ to √2, error 3e-8.
    private const float Log0 = 0.3333333f;
    private const float Log1 = -0.24999997f;
    private const float Log2 = 0.20000716f;
    private const float Log3 = -0.16667803f;
    private const float Log4 = 0.14249058f;
    private const float Log5 = -0.12425687f;
    private const float Log6 = 0.1168542f;
    private const float Log7 = -0.11479734f;
    private const float Log8 = 0.06971612f;

    // √½ as bits: the mantissa is brought between it and √2.
    private const int SqrtHalfBits = 0x3F3504F3;
    private const float SmallestNormal = 1.17549435e-38f;
    private const float TwoTo23 = 8388608f;

    // (tanh(x)/x − 1)/x² as a polynomial of x² up to x = 0.625, error 4e-8; above, 1 − 2/(e^2x + 1) has all its digits.
    private const float TanhBound = 0.625f;
    private const float Tanh0 = -0.33333328f;
    private const float Tanh1 = 0.1333277f;
    private const float Tanh2 = -0.053850908f;
    private const float Tanh3 = 0.02099718f;
    private const float Tanh4 = -0.0060967142f;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x)
    {
        x = MathF.Max(SmallestExponent, MathF.Min(LargestExponent, x));
        float shifted = float.MultiplyAddEstimate(x, Log2OfE, RoundingShift);
        float n = shifted - RoundingShift;
        float r = float.MultiplyAddEstimate(n, -Ln2High, x);
        r = float.MultiplyAddEstimate(n, -Ln2Low, r);
        float p = float.MultiplyAddEstimate(Exp4, r, Exp3);
        p = float.MultiplyAddEstimate(p, r, Exp2);
        p = float.MultiplyAddEstimate(p, r, Exp1);
        p = float.MultiplyAddEstimate(p, r, Exp0);
        p = float.MultiplyAddEstimate(p, r * r, r) + 1f;

        // 2ⁿ in two factors: n reaches from subnormal numbers to infinity.
        int whole = BitConverter.SingleToInt32Bits(shifted) - RoundingShiftBits;
        int half = whole >> 1;
        return p * BitConverter.Int32BitsToSingle((half + 127) << 23) * BitConverter.Int32BitsToSingle((whole - half + 127) << 23);
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x)
    {
        bool isSmall = x < SmallestNormal;
        int bits = BitConverter.SingleToInt32Bits(isSmall ? x * TwoTo23 : x);
        int exponent = (bits - SqrtHalfBits) >> 23;
        float f = BitConverter.Int32BitsToSingle(bits - (exponent << 23)) - 1f;
        float n = exponent - (isSmall ? 23f : 0f);
        float p = float.MultiplyAddEstimate(Log8, f, Log7);
        p = float.MultiplyAddEstimate(p, f, Log6);
        p = float.MultiplyAddEstimate(p, f, Log5);
        p = float.MultiplyAddEstimate(p, f, Log4);
        p = float.MultiplyAddEstimate(p, f, Log3);
        p = float.MultiplyAddEstimate(p, f, Log2);
        p = float.MultiplyAddEstimate(p, f, Log1);
        p = float.MultiplyAddEstimate(p, f, Log0);
        float square = f * f;
        float tail = float.MultiplyAddEstimate(n, Ln2Low, square * f * p);
        tail = float.MultiplyAddEstimate(square, -0.5f, tail);
        float result = float.MultiplyAddEstimate(n, Ln2High, f + tail);
        return x > 0f && x < float.PositiveInfinity ? result
            : x == 0f ? float.NegativeInfinity
            : x > 0f ? x
            : float.NaN;
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        float size = MathF.Abs(x);
        float z = x * x;
        float p = float.MultiplyAddEstimate(Tanh4, z, Tanh3);
        p = float.MultiplyAddEstimate(p, z, Tanh2);
        p = float.MultiplyAddEstimate(p, z, Tanh1);
        p = float.MultiplyAddEstimate(p, z, Tanh0);
        return size < TanhBound ? float.MultiplyAddEstimate(p * z, x, x) : MathF.CopySign(1f - (2f / (Exp(size + size) + 1f)), x);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => 1f / (1f + Exp(-x));
}
