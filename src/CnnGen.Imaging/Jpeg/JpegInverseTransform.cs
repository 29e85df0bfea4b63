using System.Runtime.CompilerServices;

namespace CnnGen.Imaging;

/// <summary>
/// The inverse cosine transform of 8×8 coefficients in integers, after Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with
/// 11 multiplications" (ICASSP 1989), with the number of bits and the roundings of libjpeg's accurate transform, so that pictures come out as models saw them.
/// </summary>
internal static class JpegInverseTransform
{
    private const int FractionBits = 13;
    private const int ColumnBits = 2; // what the first pass keeps more than its result needs

    // √2 times sums of cosines of multiples of π/16, as multiples of 2⁻¹³.
    private const int C0298 = 2446;
    private const int C0390 = 3196;
    private const int C0541 = 4433;
    private const int C0765 = 6270;
    private const int C0899 = 7373;
    private const int C1175 = 9633;
    private const int C1501 = 12299;
    private const int C1847 = 15137;
    private const int C1961 = 16069;
    private const int C2053 = 16819;
    private const int C2562 = 20995;
    private const int C3072 = 25172;

    /// <summary>Coefficients to samples.</summary>
    /// <param name="coefficients">Row by row, not yet multiplied by their steps.</param>
    /// <param name="steps">Row by row.</param>
    /// <param name="samples">The plane from the block's first sample on.</param>
    /// <param name="stride">Samples in a row of the plane.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ReadOnlySpan<short> coefficients, ReadOnlySpan<ushort> steps, Span<byte> samples, int stride)
    {
        coefficients = coefficients[..JpegFormat.BlockLength];
        steps = steps[..JpegFormat.BlockLength];
        Span<int> between = stackalloc int[JpegFormat.BlockLength];
        for (int x = 0; x < 8; x++)
        {
            int d0 = coefficients[x] * steps[x];
            if (coefficients[x + 8] == 0 && coefficients[x + 16] == 0 && coefficients[x + 24] == 0 && coefficients[x + 32] == 0
                && coefficients[x + 40] == 0 && coefficients[x + 48] == 0 && coefficients[x + 56] == 0)
            {
                int mean = d0 << ColumnBits;
                for (int y = 0; y < JpegFormat.BlockLength; y += 8)
                {
                    between[x + y] = mean;
                }

                continue;
            }

            Lane lane = Transform(
                d0, coefficients[x + 8] * steps[x + 8], coefficients[x + 16] * steps[x + 16], coefficients[x + 24] * steps[x + 24],
                coefficients[x + 32] * steps[x + 32], coefficients[x + 40] * steps[x + 40], coefficients[x + 48] * steps[x + 48],
                coefficients[x + 56] * steps[x + 56]);
            const int Shift = FractionBits - ColumnBits;
            const int Half = 1 << (Shift - 1);
            between[x] = (lane.E0 + lane.O3 + Half) >> Shift;
            between[x + 56] = (lane.E0 - lane.O3 + Half) >> Shift;
            between[x + 8] = (lane.E1 + lane.O2 + Half) >> Shift;
            between[x + 48] = (lane.E1 - lane.O2 + Half) >> Shift;
            between[x + 16] = (lane.E2 + lane.O1 + Half) >> Shift;
            between[x + 40] = (lane.E2 - lane.O1 + Half) >> Shift;
            between[x + 24] = (lane.E3 + lane.O0 + Half) >> Shift;
            between[x + 32] = (lane.E3 - lane.O0 + Half) >> Shift;
        }

        for (int y = 0; y < 8; y++)
        {
            ReadOnlySpan<int> row = between.Slice(8 * y, 8);
            Span<byte> output = samples.Slice(y * stride, 8);
            Lane lane = Transform(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7]);
            output[0] = Sample(lane.E0 + lane.O3);
            output[7] = Sample(lane.E0 - lane.O3);
            output[1] = Sample(lane.E1 + lane.O2);
            output[6] = Sample(lane.E1 - lane.O2);
            output[2] = Sample(lane.E2 + lane.O1);
            output[5] = Sample(lane.E2 - lane.O1);
            output[3] = Sample(lane.E3 + lane.O0);
            output[4] = Sample(lane.E3 - lane.O0);
        }
    }

    /// <summary>A block of which only the mean is not zero.</summary>
    public static void Fill(int mean, Span<byte> samples, int stride)
    {
        byte value = (byte)Math.Clamp((((mean << ColumnBits) + (1 << (ColumnBits + 2))) >> (ColumnBits + 3)) + 128, 0, 255);
        for (int y = 0; y < 8; y++)
        {
            samples.Slice(y * stride, 8).Fill(value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Sample(int value)
    {
        const int Shift = FractionBits + ColumnBits + 3;
        return (byte)Math.Clamp(((value + (1 << (Shift - 1))) >> Shift) + 128, 0, 255);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane Transform(int i0, int i1, int i2, int i3, int i4, int i5, int i6, int i7)
    {
        int z1 = (i2 + i6) * C0541;
        int t2 = z1 - (i6 * C1847);
        int t3 = z1 + (i2 * C0765);
        int t0 = (i0 + i4) << FractionBits;
        int t1 = (i0 - i4) << FractionBits;

        int s17 = i7 + i1;
        int s35 = i5 + i3;
        int s37 = i7 + i3;
        int s15 = i5 + i1;
        int z5 = (s37 + s15) * C1175;
        int z3 = z5 - (s37 * C1961);
        int z4 = z5 - (s15 * C0390);
        z1 = -s17 * C0899;
        int z2 = -s35 * C2562;
        return new Lane(
            t0 + t3, t1 + t2, t1 - t2, t0 - t3,
            (i7 * C0298) + z1 + z3, (i5 * C2053) + z2 + z4, (i3 * C3072) + z2 + z3, (i1 * C1501) + z1 + z4);
    }

    // The even and the odd part of eight values; their sums and differences are the result.
    private readonly record struct Lane(int E0, int E1, int E2, int E3, int O0, int O1, int O2, int O3);
}
