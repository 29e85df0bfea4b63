using CnnGen.Packing;
using Xunit;

namespace CnnGen.Tests.Packing;

/// <summary>Steps in pieces and on threads against plain loops.</summary>
public sealed unsafe class PackingPlanTests
{
    private const float Unwritten = -1;

    // Sizes, steps in the weights, steps in the packed order; all of them large enough to be cut.
    public static TheoryData<int[], int[], int[]> Copies => new()
    {
        { [300_001], [1], [1] },
        { [8, 3, 3, 128, 32], [36864, 3, 1, 9, 1152], [36864, 12288, 4096, 32, 1] },
        { [3, 1, 1, 256, 200], [51200, 1, 1, 1, 256], [53248, 53248, 53248, 208, 1] },
        { [1, 7, 7, 160, 40], [0, 7, 1, 49, 7840], [0, 71680, 10240, 64, 1] },
        { [600, 400], [400, 1], [1, 608] },
        { [2, 100, 90, 5, 5], [225000, 2250, 25, 5, 1], [240000, 96, 1, 48000, 9600] },
    };

    [Theory]
    [MemberData(nameof(Copies))]
    public void ACopyInPieces_IsTheCopy(int[] extents, int[] weightStrides, int[] packedStrides)
    {
        const int First = 32;
        const int Target = 48;
        ParameterMemory weights = Numbered(First + Length(extents, weightStrides));
        int length = Target + Length(extents, packedStrides) + 16;
        float[] expected = Blank(length);
        fixed (float* to = expected)
        {
            StridedTensor.Copy(weights.Pointer + First, to + Target, extents, weightStrides, packedStrides);
        }

        CopyStep step = new(First, Target, extents, weightStrides, packedStrides);

        Assert.InRange((step.Rows + step.RowsOfPiece - 1) / step.RowsOfPiece, 2, step.Rows);
        Assert.Equal(expected, Run([step], weights, length, threads: 1));
        Assert.Equal(expected, Run([step], weights, length, threads: 4));
    }

    [Fact]
    public void ABatchNorm_IsMultipliedIntoTheChannelsOfEachPiece()
    {
        const int Channels = 70;
        const int ChannelLength = 9001;
        const int Norm = Channels * ChannelLength;
        ParameterMemory weights = Numbered(Norm + (4 * Channels));
        Span<float> variance = weights.Span.Slice(Norm + (3 * Channels), Channels);
        float[] expected = new float[Norm];
        for (int c = 0; c < Channels; c++)
        {
            variance[c] = c + 0.5f;
            double factor = weights.Span[Norm + c] / Math.Sqrt((double)variance[c] + 1e-5f);
            for (int i = 0; i < ChannelLength; i++)
            {
                expected[(i * Channels) + c] = (float)(weights.Span[(c * ChannelLength) + i] * factor);
            }
        }

        CopyStep step = new(0, 0, [Channels, ChannelLength], [ChannelLength, 1], [1, Channels])
        {
            Factors = new ChannelFactors(new PlacedBatchNorm(Norm, Norm + Channels, Norm + (2 * Channels), Norm + (3 * Channels), 1e-5f), ChannelLength),
        };

        Assert.Equal(expected, Run([step], weights, Norm, threads: 3));
    }

    [Fact]
    public void ABlockOfChannels_HasTheirFactors()
    {
        // Channels 2 and 3 of four with three weights each; their batch norm begins at the third channel.
        ParameterMemory weights = Numbered(12 + 16);
        weights.Span[12..16].Fill(1);
        weights.Span[14] = 2;
        weights.Span[15] = 3;
        weights.Span[24..].Fill(1);

        CopyStep step = new(6, 0, [2, 3], [3, 1], [1, 2]) { Factors = new ChannelFactors(new PlacedBatchNorm(14, 18, 22, 26, 0), 3) };

        float[] source = weights.Span[..12].ToArray();
        Assert.Equal(
            [2 * source[6], 3 * source[9], 2 * source[7], 3 * source[10], 2 * source[8], 3 * source[11]],
            Run([step], weights, 6, threads: 1));
    }

    [Theory]
    [InlineData(-1, 0f)]
    [InlineData(8, 10f)]
    public void ABias_GoesThroughItsBatchNorm(int biasAt, float bias)
    {
        // γ = 2, 3; β = 5, 6; μ = 1, 4; σ² + ε = 4, 9.
        ParameterMemory weights = new(16);
        ((ReadOnlySpan<float>)[2, 3, 5, 6, 1, 4, 3, 8, 10, 10]).CopyTo(weights.Span);
        PlacedBatchNorm norm = new(0, 2, 4, 6, 1);

        Assert.Equal([Unwritten, bias - 1 + 5, bias - 4 + 6], Run([new FoldedBiasStep(norm, 2, biasAt, 1)], weights, 3, threads: 1));
    }

    [Fact]
    public void ABatchNormOfItsOwn_IsAFactorAndASummand()
    {
        ParameterMemory weights = new(16);
        ((ReadOnlySpan<float>)[2, 3, 5, 6, 1, 4, 3, 8]).CopyTo(weights.Span);
        PlacedBatchNorm norm = new(0, 2, 4, 6, 1);

        Assert.Equal([1, 1, Unwritten, 4, 2], Run([new NormFactorsStep(norm, 2, 0, 3)], weights, 5, threads: 1));
    }

    [Fact]
    public void AnExceptionOfAPiece_ReachesTheCaller()
    {
        PackingStep[] steps = [.. Enumerable.Range(0, 8).Select(i => new CopyStep(i << 16, i << 16, [1 << 16], [1], [1]))];
        PackingPlan plan = new(steps, 8 << 16);
        float[] packed = new float[8 << 16];
        fixed (float* to = packed)
        {
            float* target = to;
            Assert.Throws<WeightFileException>(() => plan.Run(new Unreadable(), target, 4));
            plan.Run(Numbered(8 << 16), target, 4);
        }

        Assert.Equal(Numbered(8 << 16).Span.ToArray(), packed);
    }

    private static float[] Run(PackingStep[] steps, ParameterMemory weights, int length, int threads)
    {
        float[] packed = Blank(length);
        using PackingPlan plan = new(steps, length);
        fixed (float* to = packed)
        {
            plan.Run(weights, to, threads);
        }

        return packed;
    }

    private static float[] Blank(int length)
    {
        float[] packed = new float[length];
        Array.Fill(packed, Unwritten);
        return packed;
    }

    private static ParameterMemory Numbered(int length)
    {
        ParameterMemory memory = new(length);
        for (int i = 0; i < length; i++)
        {
            memory.Span[i] = (i * 7 % 100_003) + 0.25f;
        }

        return memory;
    }

    private static int Length(int[] extents, int[] strides)
    {
        int length = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            length += (extents[i] - 1) * strides[i];
        }

        return length;
    }

    private sealed class Unreadable : ParameterSource
    {
        public override float* Read(int offset, int length, PackingScratch scratch) => throw new WeightFileException("unreadable");

        public override void CheckUnchanged()
        {
        }
    }
}
