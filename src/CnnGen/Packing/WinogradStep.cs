using CnnGen.Vectors;

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
    // Of packed weights, 8 MiB: more than a core's share of the last cache.
    private const int StreamedLength = 1 << 21;

    private readonly int _filterLength = channels / columnsAsOne * vertical.Taps * kernelColumns;
    private readonly int _chunkFilters = filters / chunks;
    private readonly nint _chunkStride = (nint)pointStride * horizontal.Points * (vertical.IsUntransformed ? 1 : vertical.Points);

    /// <summary>
    /// From a channel to the next where filters are turned by half a circle and stand beside each other within a channel, as the gradient of a convolution's
    /// input needs them; 0 where each filter stands by itself.
    /// </summary>
    public int RotatedChannelStride { get; init; }

    private bool IsStreamed => chunks * _chunkStride > StreamedLength;

    /// <inheritdoc/>
    internal override int Rows => filters;

    /// <summary>Whole tiles.</summary>
    internal override int RowsOfPiece => Math.Max(LengthOfPiece / (tileWidth * _filterLength), 1) * tileWidth;

    /// <inheritdoc/>
    internal override void Run(int first, int count, PackingInput input, float* packedWeights)
    {
        WinogradFilterLayout layout = Layout();
        WinogradFilterTiles tiles = Tiles();
        float* filter = RotatedChannelStride > 0
            ? Read(input, first * layout.Filter, ((channels - 1) * RotatedChannelStride) + (count * layout.Filter))
            : Read(input, first * layout.Filter, count * layout.Filter);
        float* scratch = null;
        int end = first + count;
        for (int start = first; start < end;)
        {
            int chunk = start / _chunkFilters;
            int past = Math.Min(end, (chunk + 1) * _chunkFilters);
            nint place = packed + (chunk * _chunkStride) + ((nint)((start - (chunk * _chunkFilters)) / tileWidth) * tiles.Tile);
            WinogradFilters part = new(past - start, layout, tiles, vertical, horizontal);
            scratch = scratch == null ? input.Take(part.ScratchLength) : scratch;
            part.Pack(filter, packedWeights + place, scratch);
            filter += (nint)(past - start) * layout.Filter;
            start = past;
        }

        if (tiles.IsStreamed)
        {
            Streaming.Complete();
        }
    }

    private WinogradFilterLayout Layout()
    {
        int kernel = vertical.Taps * kernelColumns;
        return RotatedChannelStride > 0
            ? new WinogradFilterLayout(kernel, RotatedChannelStride, channels, kernel, kernelColumns, ColumnsAsOne: 1, IsRotated: true)
            : new WinogradFilterLayout(_filterLength, kernel, channels / columnsAsOne, kernel, kernelColumns, columnsAsOne, IsRotated: false);
    }

    private WinogradFilterTiles Tiles()
    {
        nint panel = (nint)channels * tileWidth;
        return vertical.IsUntransformed
            ? new WinogradFilterTiles(tileWidth, vertical.Taps * panel, panel, pointStride, IsStreamed)
            : new WinogradFilterTiles(tileWidth, panel, (nint)horizontal.Points * pointStride, pointStride, IsStreamed);
    }
}
