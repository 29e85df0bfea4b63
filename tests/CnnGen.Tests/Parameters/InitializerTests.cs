using Xunit;

namespace CnnGen.Tests.Parameters;

public sealed class InitializerTests
{
    // 64 filters over 32 channels of 3×3: fan-in 288, fan-out 576.
    private static readonly ParameterTensor s_weight = new("conv.weight", [64, 32, 3, 3], 0, 288, ParameterRole.Weight);
    private static readonly ParameterTensor s_bias = new("conv.bias", [64], 18432, 288, ParameterRole.Bias);

    [Fact]
    public void KaimingUniform_FillsWeightsAndBiasesWithinOneOverRootFanIn()
    {
        double bound = 1 / Math.Sqrt(288);

        AssertUniform(Draw(Initializer.KaimingUniform, s_weight), bound);
        Assert.All(Draw(Initializer.KaimingUniform, s_bias), value => Assert.InRange(value, -bound, bound));
        Assert.NotEqual(0, Draw(Initializer.KaimingUniform, s_bias)[0]);
    }

    [Fact]
    public void KaimingNormal_HasDeviationRootTwoOverFanIn() => AssertNormal(Draw(Initializer.KaimingNormal, s_weight), Math.Sqrt(2.0 / 288));

    [Fact]
    public void XavierUniform_StaysWithinRootSixOverBothFans() => AssertUniform(Draw(Initializer.XavierUniform, s_weight), Math.Sqrt(6.0 / (288 + 576)));

    [Fact]
    public void XavierNormal_HasDeviationRootTwoOverBothFans() => AssertNormal(Draw(Initializer.XavierNormal, s_weight), Math.Sqrt(2.0 / (288 + 576)));

    [Fact]
    public void BiasesOfTheOthers_AreZero()
    {
        foreach (Initializer initializer in new[] { Initializer.KaimingNormal, Initializer.XavierNormal, Initializer.XavierUniform, Initializer.Zero })
        {
            Assert.All(Draw(initializer, s_bias), value => Assert.Equal(0, value));
        }

        Assert.All(Draw(Initializer.Zero, s_weight), value => Assert.Equal(0, value));
    }

    [Fact]
    public void SeedAndName_DecideTheValues()
    {
        var renamed = new ParameterTensor("other.weight", [64, 32, 3, 3], 0, 288, ParameterRole.Weight);

        Assert.Equal(Draw(Initializer.KaimingNormal, s_weight, 5), Draw(Initializer.KaimingNormal, s_weight, 5));
        Assert.NotEqual(Draw(Initializer.KaimingNormal, s_weight, 5), Draw(Initializer.KaimingNormal, s_weight, 6));
        Assert.NotEqual(Draw(Initializer.KaimingNormal, s_weight, 5), Draw(Initializer.KaimingNormal, renamed, 5));
    }

    [Fact]
    public void TheFirstValues_NeverChange()
    {
        // If this fails, every user's seed means other weights than before.
        Assert.Equal("BBC7180B BC2F84D9 3C794B54", Bits(Draw(Initializer.KaimingUniform, s_weight)));
        Assert.Equal("BDD2AF30 3BE8B404 BDA03782", Bits(Draw(Initializer.KaimingNormal, s_weight)));
    }

    private static string Bits(float[] values) => string.Join(' ', values.Take(3).Select(value => BitConverter.SingleToInt32Bits(value).ToString("X8")));

    private static float[] Draw(Initializer initializer, ParameterTensor tensor, int seed = 1)
    {
        float[] values = new float[tensor.Length];
        Array.Fill(values, float.NaN);
        initializer.Fill(tensor, values, seed);
        return values;
    }

    private static void AssertUniform(float[] values, double bound)
    {
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(values.Max(), 0.99 * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.99 * bound);
        AssertMoments(values, bound / Math.Sqrt(3));
    }

    private static void AssertNormal(float[] values, double deviation)
    {
        AssertMoments(values, deviation);

        // Of a normal distribution 4.55 % lie beyond two deviations, 0.27 % beyond three.
        Assert.InRange(values.Count(value => Math.Abs(value) > 2 * deviation) / (double)values.Length, 0.04, 0.051);
        Assert.InRange(values.Count(value => Math.Abs(value) > 3 * deviation) / (double)values.Length, 0.0015, 0.004);
    }

    private static void AssertMoments(float[] values, double deviation)
    {
        double mean = values.Average();
        Assert.InRange(mean, -0.03 * deviation, 0.03 * deviation);
        Assert.InRange(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 0.98 * deviation, 1.02 * deviation);
    }
}
