using System.Numerics;
using System.Runtime.CompilerServices;

namespace CnnGen.Packing;

/// <summary>Brings filters to the points of Winograd's algorithm: G·g·Gᵀ for each filter and channel.</summary>
/// <remarks>Computed in double precision and rounded once, so that only what is done to images in single precision is left as an error.</remarks>
internal static unsafe class WinogradFilters
{
    // Filters that are transformed together, side by side in vectors.
    private const int Lanes = 16;

    /// <summary>
    /// Packs filters [filter, channel, kh, kw] as [point][tile of filters][channel][filter of the tile]; with summed taps, as [point][tile of
    /// filters][tap][channel][filter of the tile].
    /// </summary>
    /// <param name="tensor">First filter.</param>
    /// <param name="packed">First point.</param>
    /// <param name="filters">How many.</param>
    /// <param name="channels">Channels of a filter, those of columns that count as one together.</param>
    /// <param name="tileWidth">Filters of a tile, a multiple of 4; the last tile's rest is not written.</param>
    /// <param name="pointStride">From a point to the next.</param>
    /// <param name="kernelColumns">Columns of a filter.</param>
    /// <param name="columnsAsOne">Columns that count as one, with their channels side by side: the stride.</param>
    /// <param name="strides">Where filters and channels stand.</param>
    /// <param name="vertical">The transform along columns.</param>
    /// <param name="horizontal">The transform along rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        float* tensor,
        float* packed,
        int filters,
        int channels,
        int tileWidth,
        int pointStride,
        int kernelColumns,
        int columnsAsOne,
        WinogradFilterStrides strides,
        FilterTransform vertical,
        FilterTransform horizontal)
    {
        int taps = vertical.Taps * horizontal.Taps;
        int ofColumn = channels / columnsAsOne;
        nint panel = (nint)channels * tileWidth;
        nint rowStride = vertical.IsUntransformed ? panel : (nint)horizontal.Points * pointStride;
        nint tileStride = vertical.IsUntransformed ? vertical.Taps * panel : panel;
        double* filter = stackalloc double[taps * Lanes];
        double* half = stackalloc double[vertical.Points * horizontal.Taps * Lanes];
        for (int first = 0; first < filters; first += Lanes)
        {
            // A tile may be narrower or wider than the lanes: both are walked in steps that divide neither's border.
            for (int start = first; start < Math.Min(first + Lanes, filters);)
            {
                int tile = start / tileWidth;
                int count = Math.Min(Math.Min(filters, first + Lanes) - start, ((tile + 1) * tileWidth) - start);
                float* place = packed + (tile * tileStride) + (start % tileWidth);
                for (int channel = 0; channel < channels; channel++)
                {
                    float* source = tensor + ((nint)start * strides.Filter) + ((nint)(channel % ofColumn) * strides.Channel);
                    for (int row = 0; row < vertical.Taps; row++)
                    {
                        double* target = filter + (row * horizontal.Taps * Lanes);
                        if (strides.IsRotated)
                        {
                            GatherRotated(source + ((vertical.Taps - 1 - row) * kernelColumns), strides.Filter, kernelColumns, count, target);
                        }
                        else
                        {
                            Gather(source + (row * kernelColumns), strides.Filter, channel / ofColumn, kernelColumns, columnsAsOne, count, target);
                        }
                    }

                    TransformColumns(filter, half, vertical, horizontal.Taps);
                    TransformRows(half, vertical.Points, horizontal, place + ((nint)channel * tileWidth), rowStride, pointStride, count);
                }

                start += count;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather(float* row, nint filterStride, int firstColumn, int columns, int columnsAsOne, int count, double* taps)
    {
        int tap = 0;
        for (int column = firstColumn; tap * columnsAsOne < columns; column += columnsAsOne, tap++)
        {
            for (int lane = 0; lane < count; lane++)
            {
                taps[(tap * Lanes) + lane] = column < columns ? row[(lane * filterStride) + column] : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void GatherRotated(float* row, nint filterStride, int columns, int count, double* taps)
    {
        for (int tap = 0; tap < columns; tap++)
        {
            for (int lane = 0; lane < count; lane++)
            {
                taps[(tap * Lanes) + lane] = row[(lane * filterStride) + (columns - 1 - tap)];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformRows(double* half, int rows, FilterTransform horizontal, float* packed, nint rowStride, nint pointStride, int count)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < horizontal.Points; j++)
            {
                double* row = half + (i * horizontal.Taps * Lanes);
                float* place = packed + (i * rowStride) + (j * pointStride);
                for (int lane = 0; lane < count; lane += Vector<float>.Count)
                {
                    Vector<double> lower = Vector<double>.Zero;
                    Vector<double> upper = Vector<double>.Zero;
                    for (int tap = 0; tap < horizontal.Taps; tap++)
                    {
                        double factor = horizontal[j, tap];
                        lower += *(Vector<double>*)(row + (tap * Lanes) + lane) * factor;
                        upper += *(Vector<double>*)(row + (tap * Lanes) + lane + Vector<double>.Count) * factor;
                    }

                    Store(place + lane, Vector.Narrow(lower, upper), count - lane);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* place, Vector<float> values, int count)
    {
        if (count >= Vector<float>.Count)
        {
            *(Vector<float>*)place = values;
            return;
        }

        for (int lane = 0; lane < count; lane++)
        {
            place[lane] = values[lane];
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
