using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>Activations of 128 bits, and the text that those of 256 and 512 bits are made of: see VectorWidths.targets.</content>
public static partial class VectorMath
{
    /// <summary>eˣ − 1, exact in its last digits for small x as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ExpMinus1(Vector128<float> x)
    {
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.Create(Exp4), x, Vector128.Create(Exp3));
        p = Vector128.MultiplyAddEstimate(p, x, Vector128.Create(Exp2));
        p = Vector128.MultiplyAddEstimate(p, x, Vector128.Create(Exp1));
        p = Vector128.MultiplyAddEstimate(p, x, Vector128.Create(Exp0));
        Vector128<float> isSmall = Vector128.LessThan(Vector128.Abs(x), Vector128.Create(ExpMinus1Bound));
        return Vector128.ConditionalSelect(isSmall, Vector128.MultiplyAddEstimate(p, x * x, x), Exp(x) - Vector128.Create(1f));
    }

    /// <summary>
    /// x·sigmoid(x), with a relative error below 4·10⁻⁷ from −30 on. A processor has about ten of these chains in flight, so that each step less is felt: e⁻ˣ
    /// is a power of two here, of a polynomial of one term less than the exponential, and what the factor log₂e lacks is added where nothing waits for it.
    /// Without a fused multiply-add the product with log₂e would lose too much.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Silu(Vector128<float> x)
    {
        if (!HasFusedMultiplyAdd)
        {
            return x / OnePlusExpOfNegative(x);
        }

        Vector128<float> y = Vector128.MaxNative(Vector128.Create(-LargestExponent), Vector128.MinNative(Vector128.Create(LargestNormalExponent), x));

        // e⁻ʸ = 2ⁿ·2ᶠ, f from −½ to ½.
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(y, Vector128.Create(-Log2OfE), Vector128.Create(BiasedRoundingShift));
        Vector128<float> f = Vector128.MultiplyAddEstimate(y, Vector128.Create(-Log2OfE), Vector128.Create(BiasedRoundingShift) - shifted);
        Vector128<float> square = f * f;
        Vector128<float> one = Vector128.MultiplyAddEstimate(y, Vector128.Create(-Ln2 * Log2OfELow), Vector128.Create(1f));
        Vector128<float> linear = Vector128.MultiplyAddEstimate(f, Vector128.Create(PowerOfTwo1), one);
        Vector128<float> low = Vector128.MultiplyAddEstimate(f, Vector128.Create(PowerOfTwo3), Vector128.Create(PowerOfTwo2));
        Vector128<float> high = Vector128.MultiplyAddEstimate(f, Vector128.Create(PowerOfTwo5), Vector128.Create(PowerOfTwo4));
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(high, square, low), square, linear);
        return x / Vector128.MultiplyAddEstimate(p, (shifted.AsInt32() << 23).AsSingle(), Vector128.Create(1f));
    }

    /// <summary>The derivative of <see cref="Silu(Vector128{float})"/>: s·(1 + x·(1 − s)), s = sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SiluDerivative(Vector128<float> x)
    {
        Vector128<float> s = Sigmoid(x, out Vector128<float> rest);
        return s * Vector128.MultiplyAddEstimate(x, rest, Vector128.Create(1f));
    }

    /// <summary>log(1 + eˣ), with all its digits where it is near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        Vector128<float> u = Exp(-Vector128.Abs(x));
        Vector128<float> z = u / (Vector128.Create(2f) + u);
        Vector128<float> square = z * z;
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.Create(Artanh6), square, Vector128.Create(Artanh5));
        p = Vector128.MultiplyAddEstimate(p, square, Vector128.Create(Artanh4));
        p = Vector128.MultiplyAddEstimate(p, square, Vector128.Create(Artanh3));
        p = Vector128.MultiplyAddEstimate(p, square, Vector128.Create(Artanh2));
        p = Vector128.MultiplyAddEstimate(p, square, Vector128.Create(Artanh1));
        Vector128<float> half = Vector128.MultiplyAddEstimate(p * square, z, z);
        return Vector128.MaxNative(x, Vector128<float>.Zero) + (half + half);
    }

    /// <summary>The derivative of <see cref="Softplus(Vector128{float})"/> at its value y: 1 − e⁻ʸ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SoftplusDerivative(Vector128<float> y) => -ExpMinus1(-y);

    /// <summary>x·tanh(log(1 + eˣ)), which is x·n/(n + 2) with n = eˣ·(eˣ + 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Mish(Vector128<float> x)
    {
        Vector128<float> e = Exp(Vector128.MinNative(Vector128.Create(MishBound), x));
        Vector128<float> n = e * (e + Vector128.Create(2f));
        return x * (n / (n + Vector128.Create(2f)));
    }

    /// <summary>The derivative of <see cref="Mish(Vector128{float})"/>: n/(n + 2) + x·4·eˣ·(eˣ + 1)/(n + 2)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MishDerivative(Vector128<float> x)
    {
        Vector128<float> e = Exp(Vector128.MinNative(Vector128.Create(MishBound), x));
        Vector128<float> n = e * (e + Vector128.Create(2f));
        Vector128<float> inverse = Vector128.Create(1f) / (n + Vector128.Create(2f));
        Vector128<float> slope = Vector128.Create(4f) * e * (e + Vector128.Create(1f)) * inverse * inverse;
        slope = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128.Create(MishBound)), Vector128<float>.Zero, slope);
        return Vector128.MultiplyAddEstimate(x, slope, n * inverse);
    }

    /// <summary>x·Φ(x), Φ the normal distribution: ½·x·(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Gelu(Vector128<float> x) => x * NormalDistribution(x, ExpOfHalfSquare(x));

    /// <summary>The derivative of <see cref="Gelu(Vector128{float})"/>: Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GeluDerivative(Vector128<float> x)
    {
        Vector128<float> e = ExpOfHalfSquare(x);
        return Vector128.MultiplyAddEstimate(x * NormalDensity, e, NormalDistribution(x, e));
    }

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GeluTanh(Vector128<float> x) =>
        x * Sigmoid(x * Vector128.MultiplyAddEstimate(x * x, Vector128.Create(GeluCubic), Vector128.Create(GeluLinear)));

    /// <summary>The derivative of <see cref="GeluTanh(Vector128{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GeluTanhDerivative(Vector128<float> x)
    {
        Vector128<float> square = x * x;
        Vector128<float> exponent = x * Vector128.MultiplyAddEstimate(square, Vector128.Create(GeluCubic), Vector128.Create(GeluLinear));
        Vector128<float> s = Sigmoid(exponent, out Vector128<float> rest);
        Vector128<float> inner = x * Vector128.MultiplyAddEstimate(square, Vector128.Create(3f * GeluCubic), Vector128.Create(GeluLinear));
        return s * Vector128.MultiplyAddEstimate(inner, rest, Vector128.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sigmoid(Vector128<float> x, out Vector128<float> rest)
    {
        Vector128<float> e = Exp(-x);
        Vector128<float> s = Vector128.Create(1f) / (Vector128.Create(1f) + e);
        rest = Vector128.MinNative(Vector128.Create(float.MaxValue), e) * s;
        return s;
    }

    /// <summary>
    /// e^(−x²/2): as <see cref="Exp(Vector128{float})"/>, in fewer steps, since the exponent is never positive and an exponential below the normal numbers may
    /// be 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpOfHalfSquare(Vector128<float> x)
    {
        Vector128<float> y = Vector128.MinNative(Vector128.Create(2f * SmallestPower), x * x);
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(y, Vector128.Create(-0.5f * Log2OfE), Vector128.Create(RoundingShift));
        Vector128<float> n = shifted - Vector128.Create(RoundingShift);

        // e^(−y/2) = 2ⁿ·e^(−r/2): the factors of r's powers are those of the exponential times powers of −½.
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(2f * Ln2High), y);
        r = Vector128.MultiplyAddEstimate(n, Vector128.Create(2f * Ln2Low), r);
        Vector128<float> square = r * r;
        Vector128<float> low = Vector128.MultiplyAddEstimate(r, Vector128.Create(Exp1 / -8f), Vector128.Create(Exp0 / 4f));
        Vector128<float> high =
            Vector128.MultiplyAddEstimate(
                square,
                Vector128.Create(Exp4 / 64f),
                Vector128.MultiplyAddEstimate(r, Vector128.Create(Exp3 / -32f), Vector128.Create(Exp2 / 16f)));
        Vector128<float> linear = Vector128.MultiplyAddEstimate(r, Vector128.Create(-0.5f), Vector128.Create(1f));
        return Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(high, square, low), square, linear) * PowerOfTwo(shifted);
    }

    // The polynomial as one of its even powers and one of its odd ones, which need not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> NormalDistribution(Vector128<float> x, Vector128<float> e)
    {
        Vector128<float> t = Vector128.Create(NormalScale) / (Vector128.Create(NormalScale) + Vector128.Abs(x));
        Vector128<float> square = t * t;
        Vector128<float> even = Vector128.MultiplyAddEstimate(square, Vector128.Create(Normal8), Vector128.Create(Normal6));
        Vector128<float> odd = Vector128.MultiplyAddEstimate(square, Vector128.Create(Normal7), Vector128.Create(Normal5));
        even = Vector128.MultiplyAddEstimate(even, square, Vector128.Create(Normal4));
        odd = Vector128.MultiplyAddEstimate(odd, square, Vector128.Create(Normal3));
        even = Vector128.MultiplyAddEstimate(even, square, Vector128.Create(Normal2));
        odd = Vector128.MultiplyAddEstimate(odd, square, Vector128.Create(Normal1));
        even = Vector128.MultiplyAddEstimate(even, square, Vector128.Create(Normal0));
        Vector128<float> tail = e * t * Vector128.MultiplyAddEstimate(odd, t, even);
        return Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), tail, Vector128.Create(1f) - tail);
    }
}
