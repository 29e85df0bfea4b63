using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>256 bits.</content>
public static partial class VectorMath
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MaxNative(Vector256.Create(SmallestExponent), Vector256.MinNative(Vector256.Create(LargestExponent), x));
        Vector256<float> shifted = Vector256.MultiplyAddEstimate(x, Vector256.Create(Log2OfE), Vector256.Create(RoundingShift));
        Vector256<float> n = shifted - Vector256.Create(RoundingShift);
        Vector256<float> r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2High), x);
        r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-Ln2Low), r);
        Vector256<float> p = Vector256.MultiplyAddEstimate(Vector256.Create(Exp4), r, Vector256.Create(Exp3));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(Exp2));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(Exp1));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(Exp0));
        p = Vector256.MultiplyAddEstimate(p, r * r, r) + Vector256.Create(1f);
        Vector256<int> whole = shifted.AsInt32() - Vector256.Create(RoundingShiftBits);
        Vector256<int> half = whole >> 1;
        Vector256<int> bias = Vector256.Create(127);
        return p * ((half + bias) << 23).AsSingle() * ((whole - half + bias) << 23).AsSingle();
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<float> isSmall = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        Vector256<int> bits = Vector256.ConditionalSelect(isSmall, x * Vector256.Create(TwoTo23), x).AsInt32();
        Vector256<int> exponent = (bits - Vector256.Create(SqrtHalfBits)) >> 23;
        Vector256<float> f = (bits - (exponent << 23)).AsSingle() - Vector256.Create(1f);
        Vector256<float> n = Vector256.ConvertToSingle(exponent) - (isSmall & Vector256.Create(23f));
        Vector256<float> p = Vector256.MultiplyAddEstimate(Vector256.Create(Log8), f, Vector256.Create(Log7));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log6));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log5));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log4));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log3));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log2));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log1));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(Log0));
        Vector256<float> square = f * f;
        Vector256<float> tail = Vector256.MultiplyAddEstimate(n, Vector256.Create(Ln2Low), square * f * p);
        tail = Vector256.MultiplyAddEstimate(square, Vector256.Create(-0.5f), tail);
        Vector256<float> result = Vector256.MultiplyAddEstimate(n, Vector256.Create(Ln2High), f + tail);

        Vector256<float> isPositive = Vector256.GreaterThan(x, Vector256<float>.Zero);
        Vector256<float> isFinite = Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity));
        Vector256<float> special = Vector256.ConditionalSelect(isPositive, x, Vector256.Create(float.NaN));
        special = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), special);
        return Vector256.ConditionalSelect(isPositive & isFinite, result, special);
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        Vector256<float> size = Vector256.Abs(x);
        Vector256<float> z = x * x;
        Vector256<float> p = Vector256.MultiplyAddEstimate(Vector256.Create(Tanh4), z, Vector256.Create(Tanh3));
        p = Vector256.MultiplyAddEstimate(p, z, Vector256.Create(Tanh2));
        p = Vector256.MultiplyAddEstimate(p, z, Vector256.Create(Tanh1));
        p = Vector256.MultiplyAddEstimate(p, z, Vector256.Create(Tanh0));
        Vector256<float> small = Vector256.MultiplyAddEstimate(p * z, x, x);
        Vector256<float> large = Vector256.Create(1f) - (Vector256.Create(2f) / (Exp(size + size) + Vector256.Create(1f)));
        large = Vector256.CopySign(large, x);
        return Vector256.ConditionalSelect(Vector256.LessThan(size, Vector256.Create(TanhBound)), small, large);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Vector256.Create(1f) / (Vector256.Create(1f) + Exp(-x));

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector256<float> x) => LargestLane(Vector128.MaxNative(x.GetLower(), x.GetUpper()));
}
