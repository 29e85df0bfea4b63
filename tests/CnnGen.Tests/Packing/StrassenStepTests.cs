using CnnGen.Packing;
using Xunit;

namespace CnnGen.Tests.Packing;

/// <summary>The sums of quarters that Strassen's algorithm multiplies, in pieces and on threads, against their definition.</summary>
public sealed unsafe class StrassenStepTests
{
    private const int First = 32;
    private const int Packed = 48;

    [Theory]
    [InlineData(8, 4, 8, 8)]
    [InlineData(48, 16, 32, 48)]
    [InlineData(2048, 24, 312, 312)]
    [InlineData(150, 16, 1280, 1296)]
    public void SumsOfQuarters_StandWhereProductsReadThem(int channels, int tileWidth, int filters, int halfFilters)
    {
        int stride = (channels / 2 * filters) + 16;
        ParameterMemory weights = Random(First + ((halfFilters + filters) * channels));
        StrassenStep step = new(First, Packed, filters, halfFilters, channels, tileWidth, stride);

        float[] expected = Expected(weights.Span[First..].ToArray(), filters, halfFilters, channels, tileWidth, stride, _ => 1);

        Assert.Equal(expected, Run(step, weights, expected.Length, threads: 1));
        Assert.Equal(expected, Run(step, weights, expected.Length, threads: 4));
    }

    [Fact]
    public void ABatchNorm_IsMultipliedIntoBothHalves()
    {
        const int Channels = 64;
        const int Filters = 24;
        const int Stride = Channels / 2 * Filters;
        const int Norm = First + (2 * Filters * Channels);
        ParameterMemory weights = Random(Norm + (8 * Filters));
        weights.Span.Slice(Norm + (6 * Filters), 2 * Filters).Fill(1); // σ²
        for (int i = 0; i < 2 * Filters; i++)
        {
            weights.Span[Norm + i] = 1 << (i % 5); // γ, a power of two: no number is rounded
        }

        StrassenStep step = new(First, Packed, Filters, Filters, Channels, 8, Stride)
        {
            Factors = new ChannelFactors(new PlacedBatchNorm(Norm, Norm + (2 * Filters), Norm + (4 * Filters), Norm + (6 * Filters), 0), Channels),
        };

        float[] expected = Expected(weights.Span[First..].ToArray(), Filters, Filters, Channels, 8, Stride, filter => 1 << (filter % 5));

        Assert.Equal(expected, Run(step, weights, expected.Length, threads: 3));
    }

    private static float[] Expected(float[] weights, int filters, int halfFilters, int channels, int tileWidth, int stride, Func<int, float> factor)
    {
        float[] packed = Blank(Packed + (7 * stride));
        int half = channels / 2;
        for (int filter = 0; filter < filters; filter++)
        {
            for (int channel = 0; channel < half; channel++)
            {
                double b11 = weights[(filter * channels) + channel] * factor(filter);
                double b21 = weights[(filter * channels) + half + channel] * factor(filter);
                double b12 = weights[((halfFilters + filter) * channels) + channel] * factor(halfFilters + filter);
                double b22 = weights[((halfFilters + filter) * channels) + half + channel] * factor(halfFilters + filter);
                double[] sums = [b11, b21, b12 - b11, b22 - b12 + b11, b22 - b12, b22, b22 - b12 + b11 - b21];
                for (int i = 0; i < sums.Length; i++)
                {
                    packed[Packed + (i * stride) + (((filter / tileWidth * half) + channel) * tileWidth) + (filter % tileWidth)] = (float)sums[i];
                }
            }
        }

        return packed;
    }

    private static float[] Run(StrassenStep step, ParameterMemory weights, int length, int threads)
    {
        float[] packed = Blank(length);
        using PackingPlan plan = new([step], length);
        fixed (float* to = packed)
        {
            plan.Run(weights, to, threads);
        }

        return packed;
    }

    private static float[] Blank(int length)
    {
        float[] packed = new float[length];
        Array.Fill(packed, -1);
        return packed;
    }

    private static ParameterMemory Random(int length)
    {
        ParameterMemory memory = new(length);
        var random = new Random(length);
        for (int i = 0; i < length; i++)
        {
            memory.Span[i] = random.NextSingle() - 0.5f;
        }

        return memory;
    }
}
