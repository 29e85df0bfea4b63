namespace CnnGen.Packing;

/// <summary>
/// Brings filters to the points of Winograd's algorithm, [chunk of filters][point][tile of filters][channel][filter of the tile]; made by generated code.
/// </summary>
/// <param name="weights">The first filter in <see cref="NetworkWeights.Values"/>.</param>
/// <param name="packed">The first point in the packed weights.</param>
/// <param name="filters">How many.</param>
/// <param name="channels">Channels of a filter, those of columns that count as one together.</param>
/// <param name="tileWidth">Filters of a tile, a multiple of 4; the last tile's rest is not written.</param>
/// <param name="chunks">How many chunks, of whole tiles unless it is one.</param>
/// <param name="pointStride">From a point to the next.</param>
/// <param name="kernelColumns">Columns of a filter.</param>
/// <param name="columnsAsOne">Columns that count as one, with their channels side by side: the stride.</param>
/// <param name="vertical">The transform along columns.</param>
/// <param name="horizontal">The transform along rows.</param>
public sealed unsafe class WinogradStep(
    int weights,
    int packed,
    int filters,
    int channels,
    int tileWidth,
    int chunks,
    int pointStride,
    int kernelColumns,
    int columnsAsOne,
    FilterTransform vertical,
    FilterTransform horizontal) : BlockStep(weights)
{
    private readonly int _filterLength = channels / columnsAsOne * vertical.Taps * kernelColumns;
    private readonly int _chunkFilters = filters / chunks;
    private readonly nint _chunkStride = (nint)pointStride * horizontal.Points * (vertical.IsUntransformed ? 1 : vertical.Points);

    /// <summary>
    /// From a channel to the next where filters are turned by half a circle and stand beside each other within a channel, as the gradient of a convolution's
    /// input needs them; 0 where each filter stands by itself.
    /// </summary>
    public int RotatedChannelStride { get; init; }

    /// <inheritdoc/>
    internal override int Rows => filters;

    /// <summary>Whole tiles.</summary>
    internal override int RowsOfPiece => Math.Max(LengthOfPiece / (tileWidth * _filterLength), 1) * tileWidth;

    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packedWeights)
    {
        int kernel = vertical.Taps * kernelColumns;
        bool isRotated = RotatedChannelStride > 0;
        WinogradFilterStrides strides = isRotated
            ? new WinogradFilterStrides(kernel, RotatedChannelStride, IsRotated: true)
            : new WinogradFilterStrides(_filterLength, kernel, IsRotated: false);
        float* filter = isRotated
            ? Read(input, first * kernel, ((channels - 1) * RotatedChannelStride) + (count * kernel))
            : Read(input, first * _filterLength, count * _filterLength);
        int end = first + count;
        for (int start = first; start < end;)
        {
            int chunk = start / _chunkFilters;
            int past = Math.Min(end, (chunk + 1) * _chunkFilters);
            nint place =
                packed + (chunk * _chunkStride) + ((nint)(start - (chunk * _chunkFilters)) * channels * (vertical.IsUntransformed ? vertical.Taps : 1));
            WinogradFilters.Pack(
                filter,
                packedWeights + place,
                past - start,
                channels,
                tileWidth,
                pointStride,
                kernelColumns,
                columnsAsOne,
                strides,
                vertical,
                horizontal);
            filter += (nint)(past - start) * strides.Filter;
            start = past;
        }
    }
}
