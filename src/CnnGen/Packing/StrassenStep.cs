using System.Runtime.CompilerServices;

namespace CnnGen.Packing;

/// <summary>
/// Brings the weights of a 1×1 convolution into the sums of quarters that Strassen's algorithm multiplies, [product][tile of filters][channel][filter of the
/// tile]; made by generated code.
/// </summary>
/// <remarks>
/// Quarters are those of the matrix channels × filters: B11, B12 above B21, B22. The products have B11, B21, T1 = B12 − B11, T2 = B22 − T1, T3 = B22 − B12, B22
/// and T4 = T2 − B21, computed in double precision and rounded once.
/// </remarks>
/// <param name="weights">The first filter of the first half in <see cref="NetworkWeights.Values"/>.</param>
/// <param name="packed">Its place in the first product.</param>
/// <param name="filters">How many of the first half.</param>
/// <param name="halfFilters">From a filter of the first half to its partner in the second half.</param>
/// <param name="channels">Channels of a filter, an even number.</param>
/// <param name="tileWidth">Filters of a tile.</param>
/// <param name="productStride">From the weights of a product to those of the next.</param>
public sealed unsafe class StrassenStep(
    int weights,
    int packed,
    int filters,
    int halfFilters,
    int channels,
    int tileWidth,
    int productStride) : BlockStep(weights)
{
    // A cache line of each filter: what is written for them stays in the first cache until its lines are full.
    private const int ChannelsTogether = 16;

    /// <inheritdoc/>
    internal override int Rows => filters;

    /// <summary>Whole tiles.</summary>
    internal override int RowsOfPiece => Math.Max(LengthOfPiece / (tileWidth * channels), 1) * tileWidth;

    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packedWeights)
    {
        float* firstHalf = Read(input, first * channels, count * channels);
        float* secondHalf = Read(input, (first + halfFilters) * channels, count * channels);
        int half = channels / 2;
        for (int tile = first; tile < first + count; tile += tileWidth)
        {
            float* panel = packedWeights + packed + ((nint)tile * half);
            for (int channel = 0; channel < half; channel += ChannelsTogether)
            {
                for (int i = 0; i < Math.Min(tileWidth, first + count - tile); i++)
                {
                    nint filter = (nint)(tile - first + i) * channels;
                    Sum(firstHalf + filter, secondHalf + filter, channel, Math.Min(channel + ChannelsTogether, half), panel + i);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sum(float* firstHalf, float* secondHalf, int start, int end, float* panel)
    {
        int half = channels / 2;
        for (int channel = start; channel < end; channel++)
        {
            (double b11, double b21) = (firstHalf[channel], firstHalf[half + channel]);
            (double b12, double b22) = (secondHalf[channel], secondHalf[half + channel]);
            float* place = panel + ((nint)channel * tileWidth);
            place[0] = (float)b11;
            place[productStride] = (float)b21;
            place[2 * (nint)productStride] = (float)(b12 - b11);
            place[3 * (nint)productStride] = (float)(b22 - b12 + b11);
            place[4 * (nint)productStride] = (float)(b22 - b12);
            place[5 * (nint)productStride] = (float)b22;
            place[6 * (nint)productStride] = (float)(b22 - b12 + b11 - b21);
        }
    }
}
