using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>Vectors of 128 bits, and the text that those of 256 and 512 bits are made of: see VectorWidths.targets.</content>
public static partial class VectorMath
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        x = Vector128.MaxNative(Vector128.Create(SmallestExponent), Vector128.MinNative(Vector128.Create(LargestExponent), x));
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(x, Vector128.Create(Log2OfE), Vector128.Create(RoundingShift));
        Vector128<float> n = shifted - Vector128.Create(RoundingShift);
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2High), x);
        r = Vector128.MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), r);
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.Create(Exp4), r, Vector128.Create(Exp3));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(Exp2));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(Exp1));
        p = Vector128.MultiplyAddEstimate(p, r, Vector128.Create(Exp0));
        p = Vector128.MultiplyAddEstimate(p, r * r, r) + Vector128.Create(1f);
        Vector128<int> whole = shifted.AsInt32() - Vector128.Create(RoundingShiftBits);
        Vector128<int> half = whole >> 1;
        Vector128<int> bias = Vector128.Create(127);
        return p * ((half + bias) << 23).AsSingle() * ((whole - half + bias) << 23).AsSingle();
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        Vector128<float> isSmall = Vector128.LessThan(x, Vector128.Create(SmallestNormal));
        Vector128<int> bits = Vector128.ConditionalSelect(isSmall, x * Vector128.Create(TwoTo23), x).AsInt32();
        Vector128<int> exponent = (bits - Vector128.Create(SqrtHalfBits)) >> 23;
        Vector128<float> f = (bits - (exponent << 23)).AsSingle() - Vector128.Create(1f);
        Vector128<float> n = Vector128.ConvertToSingle(exponent) - (isSmall & Vector128.Create(23f));
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.Create(Log8), f, Vector128.Create(Log7));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log6));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log5));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log4));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log3));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log2));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log1));
        p = Vector128.MultiplyAddEstimate(p, f, Vector128.Create(Log0));
        Vector128<float> square = f * f;
        Vector128<float> tail = Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2Low), square * f * p);
        tail = Vector128.MultiplyAddEstimate(square, Vector128.Create(-0.5f), tail);
        Vector128<float> result = Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2High), f + tail);

        Vector128<float> isPositive = Vector128.GreaterThan(x, Vector128<float>.Zero);
        Vector128<float> isFinite = Vector128.LessThan(x, Vector128.Create(float.PositiveInfinity));
        Vector128<float> special = Vector128.ConditionalSelect(isPositive, x, Vector128.Create(float.NaN));
        special = Vector128.ConditionalSelect(Vector128.Equals(x, Vector128<float>.Zero), Vector128.Create(float.NegativeInfinity), special);
        return Vector128.ConditionalSelect(isPositive & isFinite, result, special);
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        Vector128<float> size = Vector128.Abs(x);
        Vector128<float> z = x * x;
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.Create(Tanh4), z, Vector128.Create(Tanh3));
        p = Vector128.MultiplyAddEstimate(p, z, Vector128.Create(Tanh2));
        p = Vector128.MultiplyAddEstimate(p, z, Vector128.Create(Tanh1));
        p = Vector128.MultiplyAddEstimate(p, z, Vector128.Create(Tanh0));
        Vector128<float> small = Vector128.MultiplyAddEstimate(p * z, x, x);
        Vector128<float> large = Vector128.Create(1f) - (Vector128.Create(2f) / (Exp(size + size) + Vector128.Create(1f)));
        large = Vector128.CopySign(large, x);
        return Vector128.ConditionalSelect(Vector128.LessThan(size, Vector128.Create(TanhBound)), small, large);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Vector128.Create(1f) / OnePlusExpOfNegative(x);

    /// <summary>
    /// 1 + e⁻ˣ: as <see cref="Exp(Vector128{float})"/>, in fewer steps and with fewer that wait for each other, since what is lost beside 1 need not be exact.
    /// Infinite from 2^127.5 on, where 1 over it is below the normal numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> OnePlusExpOfNegative(Vector128<float> x)
    {
        x = Vector128.MaxNative(Vector128.Create(-LargestExponent), Vector128.MinNative(Vector128.Create(LargestNormalExponent), x));
        Vector128<float> shifted = Vector128.MultiplyAddEstimate(x, Vector128.Create(-Log2OfE), Vector128.Create(BiasedRoundingShift));
        Vector128<float> n = shifted - Vector128.Create(BiasedRoundingShift);

        // e⁻ˣ = 2ⁿ·e⁻ʳ and e⁻ʳ = (1 − r) + r²·q.
        Vector128<float> r = Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2High), x);
        r = Vector128.MultiplyAddEstimate(n, Vector128.Create(Ln2Low), r);
        Vector128<float> square = r * r;
        Vector128<float> linear = Vector128.Create(1f) - r;
        Vector128<float> low = Vector128.MultiplyAddEstimate(r, Vector128.Create(-Exp1), Vector128.Create(Exp0));
        Vector128<float> high =
            Vector128.MultiplyAddEstimate(square, Vector128.Create(Exp4), Vector128.MultiplyAddEstimate(r, Vector128.Create(-Exp3), Vector128.Create(Exp2)));
        Vector128<float> p = Vector128.MultiplyAddEstimate(Vector128.MultiplyAddEstimate(high, square, low), square, linear);
        return Vector128.MultiplyAddEstimate(p, (shifted.AsInt32() << 23).AsSingle(), Vector128.Create(1f));
    }

    /// <summary>2ⁿ for n from −127, where it is 0, to 128, where it is infinite, from n + <see cref="RoundingShift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> shifted) => ((shifted.AsInt32() - Vector128.Create(RoundingShiftBits - 127)) << 23).AsSingle();
}
