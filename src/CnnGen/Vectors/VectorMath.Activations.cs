using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Vectors;

/// <content>Activations that are more than one operation of the hardware.</content>
/// <remarks>
/// The normal distribution: Φ(−x) = e^(−x²/2)·E(x) for positive x, where E is a polynomial of t = c/(c + x) without a constant term, as in Hastings,
/// "Approximations for Digital Computers" (1955); the coefficients are a Chebyshev fit made for x from 0 to 14.5, error 3·10⁻⁸. No difference of nearly
/// equal numbers is taken, so the tail keeps its digits: relative errors stay below 10⁻⁶ to x = −5.
/// </remarks>
public static partial class VectorMath
{
    // Where e^x − 1 is computed without subtracting: half of ln 2.
    private const float ExpMinus1Bound = 0.34657359f;

    // Known to the compiler of the program: no branch is left.
    private static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    // What log₂e is more than single precision has of it.
    private const float Log2OfELow = 1.92596303e-8f;
    private const float Ln2 = 0.6931472f;

    // (2^f − 1)/f on ±½, so that 2^f has an error of 9e-8.
    private const float PowerOfTwo1 = 0.6931470036506653f;
    private const float PowerOfTwo2 = 0.24022246897220612f;
    private const float PowerOfTwo3 = 0.0555071122944355f;
    private const float PowerOfTwo4 = 0.009671294130384922f;
    private const float PowerOfTwo5 = 0.0013269406044855714f;

    // Where 2ⁿ for n = −x/ln 2 is 0.
    private const float SmallestPower = 88f;

    private const float NormalScale = 4.7f;
    private const float Normal0 = 0.08484846577463064f;
    private const float Normal1 = 0.08556659086604718f;
    private const float Normal2 = 0.07484193183221903f;
    private const float Normal3 = 0.10519786536349496f;
    private const float Normal4 = -0.03980118211113759f;
    private const float Normal5 = 0.25986560823239147f;
    private const float Normal6 = -0.24088575215087094f;
    private const float Normal7 = 0.23355834085967014f;
    private const float Normal8 = -0.06319188036436717f;

    // 1/√(2π), the density at 0.
    private const float NormalDensity = 0.3989422804014327f;

    // GELU's tanh form, 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), is x·sigmoid(a·x + b·x³): Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016).
    private const float GeluLinear = 1.5957691216057308f;
    private const float GeluCubic = 0.07135481282738625f;

    // 2·artanh(z) = 2·(z + z³/3 + z⁵/5 + …), which is log(1 + u) for z = u/(2 + u); for u up to 1 what is left out is 1.5·10⁻⁸ of it.
    private const float Artanh1 = 1f / 3f;
    private const float Artanh2 = 1f / 5f;
    private const float Artanh3 = 1f / 7f;
    private const float Artanh4 = 1f / 9f;
    private const float Artanh5 = 1f / 11f;
    private const float Artanh6 = 1f / 13f;

    // tanh(log(1 + eˣ)) is 1 in single precision from about 9 on; the square of e²⁰ is far from overflowing.
    private const float MishBound = 20f;

    /// <summary>eˣ − 1, exact in its last digits for small x as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ExpMinus1(float x)
    {
        float p = float.MultiplyAddEstimate(Exp4, x, Exp3);
        p = float.MultiplyAddEstimate(p, x, Exp2);
        p = float.MultiplyAddEstimate(p, x, Exp1);
        p = float.MultiplyAddEstimate(p, x, Exp0);
        return MathF.Abs(x) < ExpMinus1Bound ? float.MultiplyAddEstimate(p, x * x, x) : Exp(x) - 1f;
    }

    /// <summary>x·sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Silu(float x) => x / (1f + Exp(-x));

    /// <summary>The derivative of <see cref="Silu(float)"/>: s·(1 + x·(1 − s)), s = sigmoid(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SiluDerivative(float x)
    {
        float s = Sigmoid(x, out float rest);
        return s * float.MultiplyAddEstimate(x, rest, 1f);
    }

    /// <summary>log(1 + eˣ), with all its digits where it is near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x)
    {
        float u = Exp(-MathF.Abs(x));
        float z = u / (2f + u);
        float square = z * z;
        float p = float.MultiplyAddEstimate(Artanh6, square, Artanh5);
        p = float.MultiplyAddEstimate(p, square, Artanh4);
        p = float.MultiplyAddEstimate(p, square, Artanh3);
        p = float.MultiplyAddEstimate(p, square, Artanh2);
        p = float.MultiplyAddEstimate(p, square, Artanh1);
        float half = float.MultiplyAddEstimate(p * square, z, z);
        return MathF.Max(x, 0f) + (half + half);
    }

    /// <summary>The derivative of <see cref="Softplus(float)"/> at its value y: 1 − e⁻ʸ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SoftplusDerivative(float y) => -ExpMinus1(-y);

    /// <summary>x·tanh(log(1 + eˣ)), which is x·n/(n + 2) with n = eˣ·(eˣ + 2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Mish(float x)
    {
        float e = Exp(MathF.Min(MishBound, x));
        float n = e * (e + 2f);
        return x * (n / (n + 2f));
    }

    /// <summary>
    /// The derivative of <see cref="Mish(float)"/>: n/(n + 2) + x·4·eˣ·(eˣ + 1)/(n + 2)², whose second term is 0 where the first is 1; at infinity it is NaN,
    /// as in PyTorch.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MishDerivative(float x)
    {
        float e = Exp(MathF.Min(MishBound, x));
        float n = e * (e + 2f);
        float inverse = 1f / (n + 2f);
        float slope = x > MishBound ? 0f : 4f * e * (e + 1f) * inverse * inverse;
        return float.MultiplyAddEstimate(x, slope, n * inverse);
    }

    /// <summary>x·Φ(x), Φ the normal distribution: ½·x·(1 + erf(x/√2)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x) => x * NormalDistribution(x, Exp(x * x * -0.5f));

    /// <summary>The derivative of <see cref="Gelu(float)"/>: Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GeluDerivative(float x)
    {
        float e = Exp(x * x * -0.5f);
        return float.MultiplyAddEstimate(x * NormalDensity, e, NormalDistribution(x, e));
    }

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GeluTanh(float x) => x * Sigmoid(x * float.MultiplyAddEstimate(x * x, GeluCubic, GeluLinear));

    /// <summary>The derivative of <see cref="GeluTanh(float)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GeluTanhDerivative(float x)
    {
        float square = x * x;
        float s = Sigmoid(x * float.MultiplyAddEstimate(square, GeluCubic, GeluLinear), out float rest);
        float inner = x * float.MultiplyAddEstimate(square, 3f * GeluCubic, GeluLinear);
        return s * float.MultiplyAddEstimate(inner, rest, 1f);
    }

    // The sigmoid and what is missing to 1, which a subtraction would not give to its last digits. The exponential that is multiplied is finite:
    // where it overflows, the sigmoid is 0 and so is the derivative of what uses both, as in PyTorch; at −∞ it is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sigmoid(float x, out float rest)
    {
        float e = Exp(-x);
        float s = 1f / (1f + e);
        rest = MathF.Min(float.MaxValue, e) * s;
        return s;
    }

    // Φ(x), given e^(−x²/2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float NormalDistribution(float x, float e)
    {
        float t = NormalScale / (NormalScale + MathF.Abs(x));
        float p = float.MultiplyAddEstimate(Normal8, t, Normal7);
        p = float.MultiplyAddEstimate(p, t, Normal6);
        p = float.MultiplyAddEstimate(p, t, Normal5);
        p = float.MultiplyAddEstimate(p, t, Normal4);
        p = float.MultiplyAddEstimate(p, t, Normal3);
        p = float.MultiplyAddEstimate(p, t, Normal2);
        p = float.MultiplyAddEstimate(p, t, Normal1);
        p = float.MultiplyAddEstimate(p, t, Normal0);
        float tail = e * p * t;
        return x < 0f ? tail : 1f - tail;
    }
}
