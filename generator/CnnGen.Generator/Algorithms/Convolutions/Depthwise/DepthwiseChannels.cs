using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>
/// Where the channel tiles of a depthwise kernel stand. Weights (and the sums of their gradients) are packed as [kh][kw][oc], oc rounded up to vectors.
/// </summary>
/// <param name="convolution">The convolution, or whose gradient it is.</param>
/// <param name="vectors">Vectors of a tile: as many as there are filters a channel.</param>
/// <param name="lanes">Channels a vector.</param>
internal sealed class DepthwiseChannels(Convolution convolution, int vectors, int lanes)
{
    private WindowAxis Vertical => convolution.Vertical;

    private WindowAxis Horizontal => convolution.Horizontal;

    /// <summary>Output channels, rounded up to vectors.</summary>
    public int Width => (convolution.Filters + lanes - 1) / lanes * lanes;

    /// <summary>Packed weights.</summary>
    public int WeightsLength => Vertical.F * Horizontal.F * Width;

    /// <summary>Writes loops over the tiles. The body gets the run and the number of the tile in it.</summary>
    public void Loop(LoopBuilder b, Action<ChannelTiles, IndexExpression> body) => Loop(b, 0, 1, body);

    /// <summary>Writes loops over the tiles of one of some equal chunks of the channels.</summary>
    /// <param name="b">Where they are written.</param>
    /// <param name="chunk">Which chunk.</param>
    /// <param name="chunks">How many; of more than one, each has whole tiles of one run.</param>
    /// <param name="body">Gets the run and the number of the tile in it.</param>
    public void Loop(LoopBuilder b, IndexExpression chunk, int chunks, Action<ChannelTiles, IndexExpression> body)
    {
        foreach (ChannelTiles tiles in ChannelTiles.Cut(convolution.Filters, lanes, vectors))
        {
            int count = tiles.Count / chunks;
            b.For("tile", count, index => body(tiles, (chunk * count) + index));
        }
    }

    /// <summary>The first output channel of a tile.</summary>
    public IndexExpression Output(ChannelTiles tiles, IndexExpression index) => (index * (tiles.Vectors * lanes)) + tiles.FirstChannel;

    /// <summary>The first input channel of a tile.</summary>
    public IndexExpression Input(ChannelTiles tiles, IndexExpression index) =>
        (index * (tiles.Vectors * lanes / convolution.GroupFilters)) + (tiles.FirstChannel / convolution.GroupFilters);

    /// <summary>The inputs of a tile's vector of output channels.</summary>
    public Expression Load(string pointer, IndexExpression at, int vector)
    {
        int filters = convolution.GroupFilters;
        int first = vector * lanes;
        LoadVector load = new(pointer, at + (first / filters));
        return filters == 1 ? load : new RepeatLanes(load, filters, first % filters);
    }

    /// <summary>The place of a vector of weights.</summary>
    public IndexExpression Weight(ChannelTiles tiles, IndexExpression index, IndexExpression kh, IndexExpression kw, IndexExpression vector) =>
        (kh * (Horizontal.F * Width)) + (kw * Width) + Output(tiles, index) + (vector * lanes);

    /// <summary>Packs the weights of a layer.</summary>
    public RegionArgument PackWeights(NodeLowering node, ParameterSpec weight)
    {
        int packed = node.ReservePacked(WeightsLength);
        node.Pack(Step(node, weight, $"{weight.Name} [oc, 1, kh, kw] → [kh, kw, oc]", packed));
        return new RegionArgument(Region.Packed, packed, 0);
    }

    /// <summary>The copy between PyTorch's order and the kernel's.</summary>
    public PackStep Step(NodeLowering node, ParameterSpec weight, string remark, int packed) => new(
        remark,
        node.Parameter(weight),
        packed,
        [Vertical.F, Horizontal.F, convolution.Filters],
        [Horizontal.F, 1, Vertical.F * Horizontal.F],
        [Horizontal.F * Width, Width, 1]);
}
