using System.Reflection;
using System.Runtime.Intrinsics;
using CnnGen.Vectors;
using Xunit;

namespace CnnGen.Tests.Vectors;

/// <summary>Every width against double precision.</summary>
public sealed class VectorMathTests
{
    // Half a unit in the last place of a float and the error of the formulas.
    private const double Tolerance = 2e-7;

    public static TheoryData<int> Widths => [512, 256, 128, 32];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-87.3f, 88.7f))
        {
            AssertRelative(Math.Exp(x), Exp(bits, x), x);
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exp_OfLargeAndSmall_GivesLimits(int bits)
    {
        Assert.Equal(float.PositiveInfinity, Exp(bits, 88.8f));
        Assert.Equal(float.PositiveInfinity, Exp(bits, float.PositiveInfinity));
        Assert.Equal(0f, Exp(bits, -104f));
        Assert.Equal(0f, Exp(bits, float.NegativeInfinity));
        Assert.True(float.IsNaN(Exp(bits, float.NaN)));
        Assert.Equal(1f, Exp(bits, 0f));
        Assert.InRange(Exp(bits, -100f), 3.6e-44f, 3.9e-44f);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Log_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-87f, 88f))
        {
            float argument = MathF.Exp(x);
            AssertRelative(Math.Log(argument), Log(bits, argument), argument);
        }

        foreach (float x in Between(0.5f, 2f))
        {
            AssertRelative(Math.Log(x), Log(bits, x), x);
        }

        AssertRelative(Math.Log(float.Epsilon), Log(bits, float.Epsilon), float.Epsilon);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Log_OutsideItsDomain_GivesWhatMathFGives(int bits)
    {
        Assert.Equal(float.NegativeInfinity, Log(bits, 0f));
        Assert.Equal(float.PositiveInfinity, Log(bits, float.PositiveInfinity));
        Assert.True(float.IsNaN(Log(bits, -1f)));
        Assert.True(float.IsNaN(Log(bits, float.NaN)));
        Assert.Equal(0f, Log(bits, 1f));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tanh_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-12f, 12f))
        {
            AssertRelative(Math.Tanh(x), Tanh(bits, x), x);
        }

        foreach (float x in (float[])[1e-30f, 1e-5f, 0.001f, 0.6249999f, 0.625f])
        {
            AssertRelative(Math.Tanh(x), Tanh(bits, x), x);
        }

        Assert.Equal(1f, Tanh(bits, float.PositiveInfinity));
        Assert.Equal(-1f, Tanh(bits, -100f));
        Assert.True(float.IsNaN(Tanh(bits, float.NaN)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Sigmoid_IsCloseToDouble(int bits)
    {
        foreach (float x in Between(-87f, 30f))
        {
            AssertRelative(1 / (1 + Math.Exp(-(double)x)), Sigmoid(bits, x), x);
        }

        Assert.Equal(1f, Sigmoid(bits, float.PositiveInfinity));
        Assert.Equal(0f, Sigmoid(bits, float.NegativeInfinity));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(13)]
    public void LargestLane_IsFoundWhereverItIs(int lane)
    {
        float[] lanes = [.. Enumerable.Range(0, 16).Select(i => i == lane ? 5f : -i)];
        Assert.Equal(5f, VectorMath.LargestLane(Vector512.Create(lanes)));
        Assert.Equal(lanes.Take(8).Max(), VectorMath.LargestLane(Vector256.Create(lanes)));
        Assert.Equal(lanes.Take(4).Max(), VectorMath.LargestLane(Vector128.Create(lanes)));
    }

    [Fact]
    public void EveryLane_IsComputedByItself()
    {
        float[] x = [.. Enumerable.Range(0, 16).Select(i => (i - 8) * 0.7f)];
        Vector512<float> all =
            VectorMath.Tanh(Vector512.Create(x))
                + VectorMath.Exp(Vector512.Create(x))
                + VectorMath.Log(Vector512.Abs(Vector512.Create(x)) + Vector512<float>.One);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = Math.Tanh(x[i]) + Math.Exp(x[i]) + Math.Log(Math.Abs(x[i]) + 1);
            Assert.Equal(expected, all.GetElement(i), 1e-5 * (1 + Math.Abs(expected)));
        }
    }

    /// <summary>Generated code of any width calls any of them by name.</summary>
    [Fact]
    public void EveryFunction_IsThereForEveryWidth()
    {
        ILookup<string, Type> functions = typeof(VectorMath).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .ToLookup(method => method.Name, method => method.GetParameters()[0].ParameterType);

        Assert.All(functions.Where(function => function.Key != nameof(VectorMath.KeepNaN)), function =>
            Assert.Equivalent(new[] { typeof(float), typeof(Vector128<float>), typeof(Vector256<float>), typeof(Vector512<float>) }, function, strict: true));
    }

    private static float Exp(int bits, float x) => bits switch
    {
        512 => VectorMath.Exp(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Exp(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Exp(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Exp(x),
    };

    private static float Log(int bits, float x) => bits switch
    {
        512 => VectorMath.Log(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Log(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Log(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Log(x),
    };

    private static float Tanh(int bits, float x) => bits switch
    {
        512 => VectorMath.Tanh(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Tanh(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Tanh(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Tanh(x),
    };

    private static float Sigmoid(int bits, float x) => bits switch
    {
        512 => VectorMath.Sigmoid(Vector512.Create(x)).GetElement(11),
        256 => VectorMath.Sigmoid(Vector256.Create(x)).GetElement(5),
        128 => VectorMath.Sigmoid(Vector128.Create(x)).GetElement(2),
        _ => VectorMath.Sigmoid(x),
    };

    private static IEnumerable<float> Between(float low, float high)
    {
        const int Steps = 20000;
        for (int i = 0; i <= Steps; i++)
        {
            yield return low + ((high - low) * i / Steps);
        }
    }

    private static void AssertRelative(double expected, float actual, float x) =>
        Assert.True(
            Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected),
            FormattableString.Invariant($"At {x:R}: {actual:R}, not {expected:R}: {Math.Abs(actual - expected) / Math.Abs(expected):g3}."));
}
