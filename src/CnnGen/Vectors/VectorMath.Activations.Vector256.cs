using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>Activations of 256 bits.</content>
public static partial class VectorMath
{
    /// <summary>eˣ − 1, exact in its last digits for small x as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpMinus1(Vector256<float> x)
    {
        Vector256<float> p = Vector256.MultiplyAddEstimate(Vector256.Create(Exp4), x, Vector256.Create(Exp3));
        p = Vector256.MultiplyAddEstimate(p, x, Vector256.Create(Exp2));
        p = Vector256.MultiplyAddEstimate(p, x, Vector256.Create(Exp1));
        p = Vector256.MultiplyAddEstimate(p, x, Vector256.Create(Exp0));
        Vector256<float> isSmall = Vector256.LessThan(Vector256.Abs(x), Vector256.Create(ExpMinus1Bound));
        return Vector256.ConditionalSelect(isSmall, Vector256.MultiplyAddEstimate(p, x * x, x), Exp(x) - Vector256.Create(1f));
    }

    /// <summary>x·sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Silu(Vector256<float> x) => x / (Vector256.Create(1f) + Exp(-x));

    /// <summary>The derivative of <see cref="Silu(Vector256{float})"/>: s·(1 + x·(1 − s)), s = sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SiluDerivative(Vector256<float> x)
    {
        Vector256<float> s = Sigmoid(x, out Vector256<float> rest);
        return s * Vector256.MultiplyAddEstimate(x, rest, Vector256.Create(1f));
    }

    /// <summary>x·Φ(x), Φ the normal distribution: ½·x·(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gelu(Vector256<float> x) => x * NormalDistribution(x, Exp(x * x * -0.5f));

    /// <summary>The derivative of <see cref="Gelu(Vector256{float})"/>: Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GeluDerivative(Vector256<float> x)
    {
        Vector256<float> e = Exp(x * x * -0.5f);
        return Vector256.MultiplyAddEstimate(x * NormalDensity, e, NormalDistribution(x, e));
    }

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GeluTanh(Vector256<float> x) =>
        x * Sigmoid(x * Vector256.MultiplyAddEstimate(x * x, Vector256.Create(GeluCubic), Vector256.Create(GeluLinear)));

    /// <summary>The derivative of <see cref="GeluTanh(Vector256{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GeluTanhDerivative(Vector256<float> x)
    {
        Vector256<float> square = x * x;
        Vector256<float> exponent = x * Vector256.MultiplyAddEstimate(square, Vector256.Create(GeluCubic), Vector256.Create(GeluLinear));
        Vector256<float> s = Sigmoid(exponent, out Vector256<float> rest);
        Vector256<float> inner = x * Vector256.MultiplyAddEstimate(square, Vector256.Create(3f * GeluCubic), Vector256.Create(GeluLinear));
        return s * Vector256.MultiplyAddEstimate(inner, rest, Vector256.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sigmoid(Vector256<float> x, out Vector256<float> rest)
    {
        Vector256<float> e = Exp(-x);
        Vector256<float> s = Vector256.Create(1f) / (Vector256.Create(1f) + e);
        rest = Vector256.MinNative(Vector256.Create(float.MaxValue), e) * s;
        return s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> NormalDistribution(Vector256<float> x, Vector256<float> e)
    {
        Vector256<float> t = Vector256.Create(NormalScale) / (Vector256.Create(NormalScale) + Vector256.Abs(x));
        Vector256<float> p = Vector256.MultiplyAddEstimate(Vector256.Create(Normal8), t, Vector256.Create(Normal7));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal6));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal5));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal4));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal3));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal2));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal1));
        p = Vector256.MultiplyAddEstimate(p, t, Vector256.Create(Normal0));
        Vector256<float> tail = e * p * t;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), tail, Vector256.Create(1f) - tail);
    }
}
