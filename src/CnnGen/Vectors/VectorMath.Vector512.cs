using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>512 bits.</content>
public static partial class VectorMath
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MaxNative(Vector512.Create(SmallestExponent), Vector512.MinNative(Vector512.Create(LargestExponent), x));
        Vector512<float> shifted = Vector512.MultiplyAddEstimate(x, Vector512.Create(Log2OfE), Vector512.Create(RoundingShift));
        Vector512<float> n = shifted - Vector512.Create(RoundingShift);
        Vector512<float> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2High), x);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.MultiplyAddEstimate(Vector512.Create(Exp4), r, Vector512.Create(Exp3));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(Exp2));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(Exp1));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(Exp0));
        p = Vector512.MultiplyAddEstimate(p, r * r, r) + Vector512.Create(1f);
        Vector512<int> whole = shifted.AsInt32() - Vector512.Create(RoundingShiftBits);
        Vector512<int> half = whole >> 1;
        Vector512<int> bias = Vector512.Create(127);
        return p * ((half + bias) << 23).AsSingle() * ((whole - half + bias) << 23).AsSingle();
    }

    /// <summary>The natural logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> isSmall = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        Vector512<int> bits = Vector512.ConditionalSelect(isSmall, x * Vector512.Create(TwoTo23), x).AsInt32();
        Vector512<int> exponent = (bits - Vector512.Create(SqrtHalfBits)) >> 23;
        Vector512<float> f = (bits - (exponent << 23)).AsSingle() - Vector512.Create(1f);
        Vector512<float> n = Vector512.ConvertToSingle(exponent) - (isSmall & Vector512.Create(23f));
        Vector512<float> p = Vector512.MultiplyAddEstimate(Vector512.Create(Log8), f, Vector512.Create(Log7));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log6));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log5));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log4));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log3));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log2));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log1));
        p = Vector512.MultiplyAddEstimate(p, f, Vector512.Create(Log0));
        Vector512<float> square = f * f;
        Vector512<float> tail = Vector512.MultiplyAddEstimate(n, Vector512.Create(Ln2Low), square * f * p);
        tail = Vector512.MultiplyAddEstimate(square, Vector512.Create(-0.5f), tail);
        Vector512<float> result = Vector512.MultiplyAddEstimate(n, Vector512.Create(Ln2High), f + tail);

        Vector512<float> isPositive = Vector512.GreaterThan(x, Vector512<float>.Zero);
        Vector512<float> isFinite = Vector512.LessThan(x, Vector512.Create(float.PositiveInfinity));
        Vector512<float> special = Vector512.ConditionalSelect(isPositive, x, Vector512.Create(float.NaN));
        special = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), special);
        return Vector512.ConditionalSelect(isPositive & isFinite, result, special);
    }

    /// <summary>The hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> size = Vector512.Abs(x);
        Vector512<float> z = x * x;
        Vector512<float> p = Vector512.MultiplyAddEstimate(Vector512.Create(Tanh4), z, Vector512.Create(Tanh3));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(Tanh2));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(Tanh1));
        p = Vector512.MultiplyAddEstimate(p, z, Vector512.Create(Tanh0));
        Vector512<float> small = Vector512.MultiplyAddEstimate(p * z, x, x);
        Vector512<float> large = Vector512.Create(1f) - (Vector512.Create(2f) / (Exp(size + size) + Vector512.Create(1f)));
        large = Vector512.CopySign(large, x);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(TanhBound)), small, large);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512.Create(1f) / (Vector512.Create(1f) + Exp(-x));

    /// <summary>The largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector512<float> x) => LargestLane(Vector256.MaxNative(x.GetLower(), x.GetUpper()));
}
