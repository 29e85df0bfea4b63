using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CnnGen.Vectors;

namespace CnnGen.Packing;

/// <summary>Brings filters to the points of Winograd's algorithm: G·g·Gᵀ for each filter and channel.</summary>
/// <remarks>
/// Computed in double precision and rounded once, so that only what is done to images in single precision is left as an error. Some channels of a tile are
/// computed at a time and then stored point by point: the points lie far apart, and one cache line of each in turn would find none of them in a cache.
/// </remarks>
/// <param name="filters">How many.</param>
/// <param name="layout">Where filters and their values stand.</param>
/// <param name="tiles">Where points, tiles and channels go.</param>
/// <param name="vertical">The transform along columns.</param>
/// <param name="horizontal">The transform along rows.</param>
internal readonly unsafe ref struct WinogradFilters(
    int filters,
    WinogradFilterLayout layout,
    WinogradFilterTiles tiles,
    FilterTransform vertical,
    FilterTransform horizontal)
{
    // Filters that are read together.
    private const int Lanes = 16;

    // A cache line.
    private const int Alignment = 8;

    // Channels that are computed before they are stored: their points are 2 KiB long in a tile of 32 filters.
    private const int BlockChannels = 16;

    private static int VectorLength => Vector<float>.Count;

    private int Points => vertical.Points * horizontal.Points;

    private int StagedWidth => (tiles.Width + VectorLength - 1) / VectorLength * VectorLength;

    /// <summary>Floats of working memory.</summary>
    public int ScratchLength => BlockChannels * ((layout.Kernel * Lanes) + (Points * StagedWidth));

    /// <summary>
    /// Packs filters [filter, channel, kh, kw] as [point][tile of filters][channel][filter of the tile]; with summed taps, as [point][tile of
    /// filters][tap][channel][filter of the tile].
    /// </summary>
    /// <param name="tensor">First filter, the first one of a tile.</param>
    /// <param name="packed">First point.</param>
    /// <param name="scratch">Working memory, <see cref="ScratchLength"/> floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(float* tensor, float* packed, float* scratch)
    {
        float* staged = scratch + (BlockChannels * layout.Kernel * Lanes);
        for (int first = 0; first < filters; first += tiles.Width)
        {
            int width = Math.Min(tiles.Width, filters - first);
            float* filter = tensor + ((nint)first * layout.Filter);
            for (int phase = 0; phase < layout.ColumnsAsOne; phase++)
            {
                for (int channel = 0; channel < layout.Channels; channel += BlockChannels)
                {
                    int count = Math.Min(BlockChannels, layout.Channels - channel);
                    for (int lane = 0; lane < width; lane += Lanes)
                    {
                        float* source = filter + ((nint)lane * layout.Filter) + ((nint)channel * layout.Channel);
                        layout.Gather(source, scratch, Math.Min(Lanes, width - lane), count, Lanes);
                        Transform(scratch, staged + lane, phase, count, Math.Min(Lanes, width - lane));
                    }

                    Store(staged, packed + ((nint)((phase * layout.Channels) + channel) * tiles.Width), count, width);
                }
            }

            packed += tiles.Tile;
        }
    }

    /// <summary>Filters [channel][kh, kw][lane] become points [point][channel][lane].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transform(float* taps, float* staged, int phase, int channels, int width)
    {
        int rows = vertical.Taps;
        int columns = horizontal.Taps;
        int rowPoints = vertical.Points;
        int columnPoints = horizontal.Points;
        int stagedWidth = StagedWidth;
        int stride = BlockChannels * stagedWidth;
        int kernelLength = layout.Kernel * Lanes;

        // Aligned, since half of the vectors would lie across two cache lines.
        double* room = stackalloc double[((rows + rowPoints) * columns * VectorLength) + Alignment];
        double* filter = (double*)(((nint)room + (Alignment * sizeof(double)) - 1) & -(Alignment * sizeof(double)));
        double* half = filter + (rows * columns * VectorLength);
        int* places = stackalloc int[rows * columns];
        FindPlaces(places, phase);
        fixed (double* down = vertical.Matrix, along = horizontal.Matrix)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                for (int lane = 0; lane < width; lane += VectorLength)
                {
                    Widen(taps + (channel * kernelLength) + lane, places, rows * columns, filter);
                    for (int tap = 0; tap < columns; tap++)
                    {
                        int place = tap * VectorLength;
                        int next = columns * VectorLength;
                        Line(filter + place, next, down, rowPoints, rows, new Halves(half + place, next));
                    }

                    float* target = staged + (channel * stagedWidth) + lane;
                    for (int i = 0; i < rowPoints; i++)
                    {
                        Rounded points = new(target + (i * columnPoints * stride), stride);
                        Line(half + (i * columns * VectorLength), VectorLength, along, columnPoints, columns, points);
                    }
                }
            }
        }
    }

    /// <summary>Where each tap stands among those of a filter and channel; -1 past the filter's last column.</summary>
    private void FindPlaces(int* places, int phase)
    {
        for (int row = 0; row < vertical.Taps; row++)
        {
            for (int tap = 0; tap < horizontal.Taps; tap++)
            {
                int column = phase + (tap * layout.ColumnsAsOne);
                *places++ = column < layout.KernelColumns ? layout.Place(row, column) : -1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(float* values, int* places, int count, double* wide)
    {
        for (int i = 0; i < count; i++)
        {
            Vector<float> value = places[i] < 0 ? Vector<float>.Zero : *(Vector<float>*)(values + (places[i] * Lanes));
            Vector.Widen(value, out *(Vector<double>*)wide, out *(Vector<double>*)(wide + Vector<double>.Count));
            wide += VectorLength;
        }
    }

    /// <summary>The taps of a line at all its points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TTarget>(double* taps, int stride, double* factors, int points, int count, TTarget target)
        where TTarget : struct, ILineTarget
    {
        if (count == 3)
        {
            Three(taps, stride, factors, points, target);
            return;
        }

        for (int point = 0; point < points; point++)
        {
            Vector<double> low = *(Vector<double>*)taps * factors[0];
            Vector<double> high = *(Vector<double>*)(taps + Vector<double>.Count) * factors[0];
            for (int tap = 1; tap < count; tap++)
            {
                low += *(Vector<double>*)(taps + (tap * stride)) * factors[tap];
                high += *(Vector<double>*)(taps + (tap * stride) + Vector<double>.Count) * factors[tap];
            }

            target.Store(point, low, high);
            factors += count;
        }
    }

    /// <summary>The line of the most common filters stays in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Three<TTarget>(double* taps, int stride, double* factors, int points, TTarget target)
        where TTarget : struct, ILineTarget
    {
        Vector<double> low0 = *(Vector<double>*)taps;
        Vector<double> high0 = *(Vector<double>*)(taps + Vector<double>.Count);
        Vector<double> low1 = *(Vector<double>*)(taps + stride);
        Vector<double> high1 = *(Vector<double>*)(taps + stride + Vector<double>.Count);
        Vector<double> low2 = *(Vector<double>*)(taps + (2 * stride));
        Vector<double> high2 = *(Vector<double>*)(taps + (2 * stride) + Vector<double>.Count);
        for (int point = 0; point < points; point++)
        {
            Vector<double> first = new(factors[0]);
            Vector<double> second = new(factors[1]);
            Vector<double> third = new(factors[2]);
            target.Store(point, (low0 * first) + (low1 * second) + (low2 * third), (high0 * first) + (high1 * second) + (high2 * third));
            factors += 3;
        }
    }

    private interface ILineTarget
    {
        void Store(int point, Vector<double> low, Vector<double> high);
    }

    private readonly struct Halves(double* first, int stride) : ILineTarget
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(int point, Vector<double> low, Vector<double> high)
        {
            *(Vector<double>*)(first + (point * stride)) = low;
            *(Vector<double>*)(first + (point * stride) + Vector<double>.Count) = high;
        }
    }

    private readonly struct Rounded(float* first, int stride) : ILineTarget
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(int point, Vector<double> low, Vector<double> high) => *(Vector<float>*)(first + (point * stride)) = Vector.Narrow(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Store(float* staged, float* packed, int channels, int width)
    {
        for (int i = 0; i < vertical.Points; i++)
        {
            for (int j = 0; j < horizontal.Points; j++)
            {
                float* target = packed + (i * tiles.Row) + ((nint)j * tiles.Point);
                if (width == StagedWidth)
                {
                    Copy(staged, target, channels * width);
                }
                else
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        Copy(staged + (channel * StagedWidth), target + (channel * tiles.Width), width);
                    }
                }

                staged += BlockChannels * StagedWidth;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy(float* source, float* target, int length)
    {
        int i = 0;
        if (tiles.IsStreamed)
        {
            for (; i <= length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                Streaming.Store(target + i, *(Vector256<float>*)(source + i));
            }
        }

        new ReadOnlySpan<float>(source + i, length - i).CopyTo(new Span<float>(target + i, length - i));
    }
}
