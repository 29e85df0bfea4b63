using System.Runtime.Intrinsics;
using CnnGen.Vectors;
using Xunit;

namespace CnnGen.Tests.Vectors;

/// <summary>Activations that generated code calls, every width against double precision.</summary>
public sealed class VectorActivationTests
{
    public static TheoryData<int> Widths => [512, 256, 128, 32];

    [Theory]
    [MemberData(nameof(Widths))]
    public void ExpMinus1_IsCloseToDouble(int bits)
    {
        foreach (float x in (float[])[.. Between(-20f, 20f), .. Between(-0.01f, 0.01f), 0.34657359f, -0.34657359f, 1e-30f])
        {
            // x + x²/2 + … where the subtraction would lose digits.
            double expected = Math.Abs(x) < 1e-4 ? x + ((double)x * x / 2) + (Math.Pow(x, 3) / 6) : Math.Exp(x) - 1;
            AssertClose(expected, ExpMinus1(bits, x), 4e-7 * Math.Abs(expected), x);
        }

        Assert.Equal(float.PositiveInfinity, ExpMinus1(bits, 100f));
        Assert.Equal(-1f, ExpMinus1(bits, float.NegativeInfinity));
        Assert.True(float.IsNaN(ExpMinus1(bits, float.NaN)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Silu_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-30f, 30f))
        {
            double s = 1 / (1 + Math.Exp(-(double)x));
            AssertClose(x * s, Silu(bits, x), 4e-7 * Math.Abs(x * s), x);
            AssertClose(s + (x * s * (1 - s)), SiluDerivative(bits, x), 4e-7, x);
        }

        Assert.Equal(0f, SiluDerivative(bits, -100f), 1e-30f);
        Assert.Equal(1f, SiluDerivative(bits, 100f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Gelu_IsCloseToDouble_InItsTailAsWell(int bits)
    {
        foreach (float x in Between(-5f, 8f))
        {
            AssertClose(x * Distribution(x), Gelu(bits, x), 1e-6 * Math.Abs(x * Distribution(x)), x);
            AssertClose(Distribution(x) + (x * Density(x)), GeluDerivative(bits, x), 6e-7, x);
        }

        Assert.Equal(100f, Gelu(bits, 100f));
        Assert.Equal(0f, Gelu(bits, -100f));
        Assert.True(float.IsNaN(Gelu(bits, float.NaN)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void GeluByTanh_IsCloseToDouble(int bits)
    {
        double scale = Math.Sqrt(2 / Math.PI);
        foreach (float x in Between(-5f, 8f))
        {
            double inner = scale * (x + (0.044715 * Math.Pow(x, 3)));
            double half = 1 / (1 + Math.Exp(-2 * inner)); // (1 + tanh)/2
            double slope = half + (2 * x * half * (1 - half) * scale * (1 + (3 * 0.044715 * x * x)));
            AssertClose(x * half, GeluTanh(bits, x), 2e-6 * Math.Abs(x * half), x);
            AssertClose(slope, GeluTanhDerivative(bits, x), 4e-7, x);
        }

        Assert.Equal(0f, GeluTanhDerivative(bits, -100f), 1e-30f);
        Assert.Equal(1f, GeluTanhDerivative(bits, 100f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Softplus_IsCloseToDouble_NearZeroAsWell(int bits)
    {
        foreach (float x in Between(-40f, 40f))
        {
            double u = Math.Exp(-Math.Abs((double)x));
            double expected = Math.Max(x, 0) + (u < 1e-5 ? u - (u * u / 2) : Math.Log(1 + u));
            AssertClose(expected, Softplus(bits, x), 6e-7 * expected, x);
            AssertClose(1 / (1 + Math.Exp(-(double)x)), SoftplusDerivative(bits, (float)expected), 4e-7, x);
        }

        Assert.Equal(float.PositiveInfinity, Softplus(bits, float.PositiveInfinity));
        Assert.Equal(0f, Softplus(bits, float.NegativeInfinity));
        Assert.True(float.IsNaN(Softplus(bits, float.NaN)));
        Assert.Equal(1f, SoftplusDerivative(bits, float.PositiveInfinity));
        Assert.Equal(0f, SoftplusDerivative(bits, 0f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Mish_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-30f, 30f))
        {
            double e = Math.Exp(x);
            double n = e * (e + 2);
            AssertClose(x * n / (n + 2), Mish(bits, x), 6e-7 * Math.Abs(x * n / (n + 2)), x);
            AssertClose((n / (n + 2)) + (x * 4 * e * (e + 1) / ((n + 2) * (n + 2))), MishDerivative(bits, x), 6e-7, x);
        }

        Assert.Equal(1e30f, Mish(bits, 1e30f));
        Assert.Equal(1f, MishDerivative(bits, 1e30f));
        Assert.Equal(float.PositiveInfinity, Mish(bits, float.PositiveInfinity));
        Assert.True(float.IsNaN(Mish(bits, float.NegativeInfinity)));
        Assert.True(float.IsNaN(Mish(bits, float.NaN)));
        Assert.True(float.IsNaN(MishDerivative(bits, float.NaN)));
    }

    private static float Softplus(int bits, float x) => bits switch
    {
        512 => VectorMath.Softplus(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Softplus(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Softplus(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Softplus(x),
    };

    private static float SoftplusDerivative(int bits, float y) => bits switch
    {
        512 => VectorMath.SoftplusDerivative(Vector512.Create(y)).GetElement(11),
        256 => VectorMath.SoftplusDerivative(Vector256.Create(y)).GetElement(5),
        128 => VectorMath.SoftplusDerivative(Vector128.Create(y)).GetElement(2),
        _ => VectorMath.SoftplusDerivative(y),
    };

    private static float Mish(int bits, float x) => bits switch
    {
        512 => VectorMath.Mish(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Mish(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Mish(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Mish(x),
    };

    private static float MishDerivative(int bits, float x) => bits switch
    {
        512 => VectorMath.MishDerivative(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.MishDerivative(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.MishDerivative(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.MishDerivative(x),
    };

    private static float ExpMinus1(int bits, float x) => bits switch
    {
        512 => VectorMath.ExpMinus1(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.ExpMinus1(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.ExpMinus1(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.ExpMinus1(x),
    };

    private static float Silu(int bits, float x) => bits switch
    {
        512 => VectorMath.Silu(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Silu(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Silu(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Silu(x),
    };

    private static float SiluDerivative(int bits, float x) => bits switch
    {
        512 => VectorMath.SiluDerivative(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.SiluDerivative(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.SiluDerivative(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.SiluDerivative(x),
    };

    private static float Gelu(int bits, float x) => bits switch
    {
        512 => VectorMath.Gelu(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Gelu(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Gelu(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Gelu(x),
    };

    private static float GeluDerivative(int bits, float x) => bits switch
    {
        512 => VectorMath.GeluDerivative(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.GeluDerivative(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.GeluDerivative(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.GeluDerivative(x),
    };

    private static float GeluTanh(int bits, float x) => bits switch
    {
        512 => VectorMath.GeluTanh(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.GeluTanh(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.GeluTanh(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.GeluTanh(x),
    };

    private static float GeluTanhDerivative(int bits, float x) => bits switch
    {
        512 => VectorMath.GeluTanhDerivative(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.GeluTanhDerivative(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.GeluTanhDerivative(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.GeluTanhDerivative(x),
    };

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // The continued fraction of Φ(−x) for x over 2, the series of positive terms below.
    private static double Distribution(double x)
    {
        double size = Math.Abs(x);
        if (size < 2)
        {
            double sum = 0;
            double term = x;
            for (int n = 1; n < 60; n++)
            {
                sum += term;
                term *= x * x / ((2 * n) + 1);
            }

            return 0.5 + (Density(x) * sum);
        }

        double fraction = size;
        for (int n = 200; n > 0; n--)
        {
            fraction = size + (n / fraction);
        }

        double tail = Density(x) / fraction;
        return x < 0 ? tail : 1 - tail;
    }

    private static IEnumerable<float> Between(float low, float high)
    {
        const int Steps = 5000;
        for (int i = 0; i <= Steps; i++)
        {
            yield return low + ((high - low) * i / Steps);
        }
    }

    private static void AssertClose(double expected, float actual, double tolerance, float x) =>
        Assert.True(
            Math.Abs(actual - expected) <= tolerance,
            FormattableString.Invariant($"At {x:R}: {actual:R}, not {expected:R}; {Math.Abs(actual - expected):g3} off."));
}
