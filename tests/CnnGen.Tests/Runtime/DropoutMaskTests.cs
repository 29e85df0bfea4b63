using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

public sealed unsafe class DropoutMaskTests
{
    [Fact]
    public void AboutTheRate_IsDropped()
    {
        float[] output = Apply(100_000, 0.3f, seed: 1, image: 2, layer: 3);
        Assert.InRange(output.Count(x => x == 0f), 29_400, 30_600);
    }

    [Fact]
    public void KeptElements_AreScaledSoThatTheMeanStays() =>
        Assert.All(Apply(1000, 0.2f, seed: 1, image: 0, layer: 0).Where(x => x != 0f), x => Assert.Equal(1.25f, x));

    [Fact]
    public void RateZero_KeepsEverything() => Assert.All(Apply(1000, 0f, seed: 9, image: 1, layer: 1), x => Assert.Equal(1f, x));

    [Theory]
    [InlineData(1, 7, 3)]
    [InlineData(2, 6, 3)]
    [InlineData(2, 7, 4)]
    public void SeedImageAndLayer_EachChangeTheMask(int seed, int image, int layer)
    {
        float[] mask = Apply(1000, 0.5f, seed: 2, image: 7, layer: 3);
        float[] other = Apply(1000, 0.5f, seed, image, layer);
        int equal = mask.Zip(other).Count(pair => pair.First == pair.Second);
        Assert.InRange(equal, 400, 600);
    }

    [Fact]
    public void APartOfALayer_HasTheMaskOfTheWhole()
    {
        float[] whole = Apply(100, 0.5f, seed: 5, image: 0, layer: 1);
        float[] part = Apply(60, 0.5f, seed: 5, image: 0, layer: 1, firstElement: 37);
        Assert.Equal(whole.Skip(37).Take(60), part);
    }

    private static float[] Apply(int length, float rate, long seed, int image, int layer, int firstElement = 0)
    {
        float[] values = new float[length];
        values.AsSpan().Fill(1f);
        fixed (float* x = values)
        {
            DropoutMask.Apply(x, x, length, rate, seed, image, layer, firstElement);
        }

        return values;
    }
}
