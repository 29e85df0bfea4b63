using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CnnGen.Vectors;

/// <content>Activations of 512 bits.</content>
public static partial class VectorMath
{
    /// <summary>eˣ − 1, exact in its last digits for small x as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpMinus1(Vector512<float> x)
    {
        Vector512<float> p = Vector512.MultiplyAddEstimate(Vector512.Create(Exp4), x, Vector512.Create(Exp3));
        p = Vector512.MultiplyAddEstimate(p, x, Vector512.Create(Exp2));
        p = Vector512.MultiplyAddEstimate(p, x, Vector512.Create(Exp1));
        p = Vector512.MultiplyAddEstimate(p, x, Vector512.Create(Exp0));
        Vector512<float> isSmall = Vector512.LessThan(Vector512.Abs(x), Vector512.Create(ExpMinus1Bound));
        return Vector512.ConditionalSelect(isSmall, Vector512.MultiplyAddEstimate(p, x * x, x), Exp(x) - Vector512.Create(1f));
    }

    /// <summary>x·sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Silu(Vector512<float> x) => x / (Vector512.Create(1f) + Exp(-x));

    /// <summary>The derivative of <see cref="Silu(Vector512{float})"/>: s·(1 + x·(1 − s)), s = sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiluDerivative(Vector512<float> x)
    {
        Vector512<float> s = Sigmoid(x, out Vector512<float> rest);
        return s * Vector512.MultiplyAddEstimate(x, rest, Vector512.Create(1f));
    }

    /// <summary>x·Φ(x), Φ the normal distribution: ½·x·(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Gelu(Vector512<float> x) => x * NormalDistribution(x, Exp(x * x * -0.5f));

    /// <summary>The derivative of <see cref="Gelu(Vector512{float})"/>: Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GeluDerivative(Vector512<float> x)
    {
        Vector512<float> e = Exp(x * x * -0.5f);
        return Vector512.MultiplyAddEstimate(x * NormalDensity, e, NormalDistribution(x, e));
    }

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GeluTanh(Vector512<float> x) =>
        x * Sigmoid(x * Vector512.MultiplyAddEstimate(x * x, Vector512.Create(GeluCubic), Vector512.Create(GeluLinear)));

    /// <summary>The derivative of <see cref="GeluTanh(Vector512{float})"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GeluTanhDerivative(Vector512<float> x)
    {
        Vector512<float> square = x * x;
        Vector512<float> exponent = x * Vector512.MultiplyAddEstimate(square, Vector512.Create(GeluCubic), Vector512.Create(GeluLinear));
        Vector512<float> s = Sigmoid(exponent, out Vector512<float> rest);
        Vector512<float> inner = x * Vector512.MultiplyAddEstimate(square, Vector512.Create(3f * GeluCubic), Vector512.Create(GeluLinear));
        return s * Vector512.MultiplyAddEstimate(inner, rest, Vector512.Create(1f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sigmoid(Vector512<float> x, out Vector512<float> rest)
    {
        Vector512<float> e = Exp(-x);
        Vector512<float> s = Vector512.Create(1f) / (Vector512.Create(1f) + e);
        rest = Vector512.MinNative(Vector512.Create(float.MaxValue), e) * s;
        return s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> NormalDistribution(Vector512<float> x, Vector512<float> e)
    {
        Vector512<float> t = Vector512.Create(NormalScale) / (Vector512.Create(NormalScale) + Vector512.Abs(x));
        Vector512<float> p = Vector512.MultiplyAddEstimate(Vector512.Create(Normal8), t, Vector512.Create(Normal7));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal6));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal5));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal4));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal3));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal2));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal1));
        p = Vector512.MultiplyAddEstimate(p, t, Vector512.Create(Normal0));
        Vector512<float> tail = e * p * t;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512.Create(1f) - tail);
    }
}
