using System.Numerics;
using System.Runtime.CompilerServices;

namespace CnnGen.Numerics;

/// <summary>Brings filters to the points of Winograd's algorithm: G·g·Gᵀ for each filter and channel; called by generated code.</summary>
/// <remarks>Computed in double precision and rounded once, so that only what is done to images in single precision is left as an error.</remarks>
public static unsafe class WinogradFilters
{
    // Filters that are transformed together, side by side in vectors.
    private const int Lanes = 16;

    /// <summary>Packs filters [filter, channel, kh, kw] as [point][tile of filters][channel][filter of the tile].</summary>
    /// <param name="tensor">First filter.</param>
    /// <param name="packed">First point.</param>
    /// <param name="filters">How many.</param>
    /// <param name="channels">Channels of a filter.</param>
    /// <param name="tileWidth">Filters of a tile, a multiple of 4; the last tile's rest is not written.</param>
    /// <param name="pointStride">From a point to the next.</param>
    /// <param name="vertical">The transform along columns.</param>
    /// <param name="horizontal">The transform along rows.</param>
    public static void Pack(float* tensor, float* packed, int filters, int channels, int tileWidth, int pointStride, FilterTransform vertical, FilterTransform horizontal)
    {
        int taps = vertical.Taps * horizontal.Taps;
        double* filter = stackalloc double[taps * Lanes];
        double* half = stackalloc double[vertical.Points * horizontal.Taps * Lanes];
        double* point = stackalloc double[Lanes];
        for (int first = 0; first < filters; first += Lanes)
        {
            // A tile may be narrower or wider than the lanes: both are walked in steps that divide neither's border.
            for (int start = first; start < Math.Min(first + Lanes, filters);)
            {
                int tile = start / tileWidth;
                int count = Math.Min(Math.Min(filters, first + Lanes) - start, ((tile + 1) * tileWidth) - start);
                float* place = packed + ((nint)tile * channels * tileWidth) + (start % tileWidth);
                for (int channel = 0; channel < channels; channel++)
                {
                    Gather(tensor + ((((nint)start * channels) + channel) * taps), (nint)channels * taps, taps, count, filter);
                    TransformColumns(filter, half, vertical, horizontal.Taps);
                    TransformRows(half, point, vertical.Points, horizontal, place + ((nint)channel * tileWidth), pointStride, count);
                }

                start += count;
            }
        }
    }

    private static void Gather(float* tensor, nint filterStride, int taps, int count, double* filter)
    {
        for (int lane = 0; lane < count; lane++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                filter[(tap * Lanes) + lane] = tensor[(lane * filterStride) + tap];
            }
        }
    }

    private static void TransformColumns(double* filter, double* half, FilterTransform vertical, int columns)
    {
        for (int i = 0; i < vertical.Points; i++)
        {
            for (int column = 0; column < columns; column++)
            {
                double* sum = half + (((i * columns) + column) * Lanes);
                Multiply(filter + (column * Lanes), vertical[i, 0], sum);
                for (int tap = 1; tap < vertical.Taps; tap++)
                {
                    MultiplyAdd(filter + (((tap * columns) + column) * Lanes), vertical[i, tap], sum);
                }
            }
        }
    }

    private static void TransformRows(double* half, double* point, int rows, FilterTransform horizontal, float* packed, int pointStride, int count)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < horizontal.Points; j++)
            {
                double* row = half + (i * horizontal.Taps * Lanes);
                Multiply(row, horizontal[j, 0], point);
                for (int tap = 1; tap < horizontal.Taps; tap++)
                {
                    MultiplyAdd(row + (tap * Lanes), horizontal[j, tap], point);
                }

                float* place = packed + ((nint)((i * horizontal.Points) + j) * pointStride);
                for (int lane = 0; lane < count; lane++)
                {
                    place[lane] = (float)point[lane];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Multiply(double* values, double factor, double* product)
    {
        for (int lane = 0; lane < Lanes; lane += Vector<double>.Count)
        {
            *(Vector<double>*)(product + lane) = *(Vector<double>*)(values + lane) * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd(double* values, double factor, double* sum)
    {
        for (int lane = 0; lane < Lanes; lane += Vector<double>.Count)
        {
            *(Vector<double>*)(sum + lane) += *(Vector<double>*)(values + lane) * factor;
        }
    }
}
