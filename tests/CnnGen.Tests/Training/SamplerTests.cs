using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>
/// Samplers on random cases. Others draw other numbers, so that the comparison is with the definition: each draw of PyTorch's WeightedRandomSampler takes image
/// i with the probability of its weight, and its RandomSampler gives each order alike.
/// </summary>
public sealed class SamplerTests
{
    // The 99.9 % points of the chi-square distribution by degrees of freedom; seeds are fixed, so that a test passes always or never.
    private static readonly Dictionary<int, double> s_mostChiSquare = new() { [4] = 18.47, [6] = 22.46, [24] = 51.18, [23] = 49.73 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WeightedSampler_FindsWhatALinearSearchFinds(int seed)
    {
        Random cases = new(seed);
        double[] weights = [.. Enumerable.Range(0, cases.Next(1, 60)).Select(i => i % 5 == 3 ? 0 : cases.NextDouble())];
        int[] order = new int[500];
        RandomSource random = new(seed);
        RandomSource again = new(seed);

        new WeightedSampler(weights).Choose(order, weights.Length, ref random);

        foreach (int index in order)
        {
            double draw = again.NextDouble() * weights.Sum();
            int expected = 0;
            for (double sum = weights[0]; sum <= draw; sum += weights[expected])
            {
                expected++;
            }

            Assert.Equal(expected, index);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(25)]
    public void WeightedSampler_DrawsRandomWeightsByTheirShares(int images)
    {
        Random cases = new(images);
        double[] weights = [.. Enumerable.Range(0, images).Select(_ => 0.1 + cases.NextDouble())];
        int[] order = new int[50_000];
        RandomSource random = new(images);

        new WeightedSampler(weights).Choose(order, images, ref random);

        AssertShares(order, [.. weights.Select(weight => weight / weights.Sum())]);
    }

    [Fact]
    public void RandomSampler_GivesEachOrderAlike()
    {
        const int Images = 4;
        const int Orders = 24;
        int[] drawn = new int[24_000];
        List<string> known = [];
        RandomSource random = new(8);
        int[] order = new int[Images];
        for (int i = 0; i < drawn.Length; i++)
        {
            new RandomSampler().Choose(order, Images, ref random);
            Assert.Equal([0, 1, 2, 3], order.Order());
            string name = string.Join(' ', order);
            int place = known.IndexOf(name);
            if (place < 0)
            {
                place = known.Count;
                known.Add(name);
            }

            drawn[i] = place;
        }

        Assert.Equal(Orders, known.Count);
        AssertShares(drawn, [.. Enumerable.Repeat(1d / Orders, Orders)]);
    }

    [Fact]
    public void SequentialSampler_GoesFromTheFirstToTheLast()
    {
        int[] order = new int[5];
        RandomSource random = new(1);

        new SequentialSampler().Choose(order, 5, ref random);

        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    /// <summary>Pearson's chi-square test.</summary>
    private static void AssertShares(int[] drawn, double[] shares)
    {
        double chiSquare = 0;
        for (int i = 0; i < shares.Length; i++)
        {
            double expected = drawn.Length * shares[i];
            chiSquare += Math.Pow(drawn.Count(value => value == i) - expected, 2) / expected;
        }

        Assert.InRange(chiSquare, 0, s_mostChiSquare[shares.Length - 1]);
    }
}
