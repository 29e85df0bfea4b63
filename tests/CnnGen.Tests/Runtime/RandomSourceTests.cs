using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Runtime;

public sealed class RandomSourceTests
{
    [Fact]
    public void TheSequence_IsThatOfSplitMix64()
    {
        var random = new RandomSource(0) { State = 1234567 };

        Assert.Equal(6457827717110365317u, random.NextUInt64());
        Assert.Equal(3203168211198807973u, random.NextUInt64());
        Assert.Equal(9817491932198370423u, random.NextUInt64());
    }

    [Fact]
    public void AStoredState_ContinuesWhereItWas()
    {
        var random = new RandomSource(1);
        random.NextGaussian();
        var copy = new RandomSource(0) { State = random.State };

        Assert.Equal(random.NextGaussian(), copy.NextGaussian());
    }

    [Fact]
    public void SeedsAndStreams_AreUnrelated()
    {
        var seen = new HashSet<ulong>();
        for (int seed = -5; seed < 5; seed++)
        {
            for (ulong stream = 0; stream < 10; stream++)
            {
                var random = new RandomSource(seed, stream);
                for (int i = 0; i < 100; i++)
                {
                    Assert.True(seen.Add(random.NextUInt64()));
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void WholeNumbers_AreEquallyLikelyBelowTheBound(int bound)
    {
        var random = new RandomSource(9);
        int[] counts = new int[bound];
        int draws = bound * 1000;
        for (int i = 0; i < draws; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        // Six deviations of a count of 1000.
        Assert.All(counts, count => Assert.InRange(count, bound == 1 ? 1000 : 810, bound == 1 ? 1000 : 1190));
    }

    [Fact]
    public void ALargeBound_FavoursNoResult()
    {
        // 8 of the 32-bit draws fall on 3 of these results: without rejection two would be hit three times, the third twice.
        var random = new RandomSource(9);
        const int Bound = 3 << 29;
        int[] counts = new int[3];
        for (int i = 0; i < 90_000; i++)
        {
            int drawn = random.NextInt(Bound);
            Assert.InRange(drawn, 0, Bound - 1);
            counts[drawn % 3]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 29_000, 31_000));
    }

    [Fact]
    public void Fractions_StayBelowOne()
    {
        var random = new RandomSource(3);
        double sum = 0;
        for (int i = 0; i < 100_000; i++)
        {
            float value = random.NextFloat();
            Assert.InRange(value, 0f, 0.99999994f);
            sum += value;
        }

        Assert.InRange(sum / 100_000, 0.495, 0.505);
    }

    [Fact]
    public void ItsLogarithm_IsThatOfTheSystemWithinTwoUnitsInTheLastPlace()
    {
        var random = new RandomSource(3);
        for (int i = 0; i < 100_000; i++)
        {
            double x = random.NextDouble() * Math.Pow(2, -random.NextInt(50));
            if (x > 0)
            {
                double expected = Math.Log(x);
                Assert.InRange(RandomSource.Log(x), expected - (Math.Abs(expected) * 4.5e-16) - 1e-18, expected + (Math.Abs(expected) * 4.5e-16) + 1e-18);
            }
        }
    }
}
