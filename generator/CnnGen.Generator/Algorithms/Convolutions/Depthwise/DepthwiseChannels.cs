using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>
/// Where the channel tiles of a depthwise kernel stand. Weights (and the sums of their gradients) are packed as [kh][kw][oc], oc rounded up to vectors.
/// </summary>
internal sealed class DepthwiseChannels(Convolution convolution, DepthwiseTile tile)
{
    private WindowAxis Vertical => convolution.Vertical;

    private WindowAxis Horizontal => convolution.Horizontal;

    /// <summary>Output channels, rounded up to vectors.</summary>
    public int Width => (convolution.Filters + tile.Lanes - 1) / tile.Lanes * tile.Lanes;

    /// <summary>Packed weights.</summary>
    public int WeightsLength => Vertical.F * Horizontal.F * Width;

    /// <summary>Writes loops over the tiles. The body gets the run and the number of the tile in it.</summary>
    public void Loop(LoopBuilder b, Action<ChannelTiles, IndexExpression> body)
    {
        foreach (ChannelTiles tiles in ChannelTiles.Cut(convolution.Filters, tile.Lanes, tile.Vectors))
        {
            b.For("tile", tiles.Count, index => body(tiles, index));
        }
    }

    /// <summary>The first output channel of a tile.</summary>
    public IndexExpression Output(ChannelTiles tiles, IndexExpression index) => (index * (tiles.Vectors * tile.Lanes)) + tiles.FirstChannel;

    /// <summary>The first input channel of a tile.</summary>
    public IndexExpression Input(ChannelTiles tiles, IndexExpression index) =>
        (index * (tiles.Vectors * tile.Lanes / convolution.GroupFilters)) + (tiles.FirstChannel / convolution.GroupFilters);

    /// <summary>The inputs of a tile's vector of output channels.</summary>
    public Expression Load(string pointer, IndexExpression at, int vector)
    {
        int filters = convolution.GroupFilters;
        int first = vector * tile.Lanes;
        LoadVector load = new(pointer, at + (first / filters));
        return filters == 1 ? load : new RepeatLanes(load, filters, first % filters);
    }

    /// <summary>The place of a vector of weights.</summary>
    public IndexExpression Weight(ChannelTiles tiles, IndexExpression index, IndexExpression kh, IndexExpression kw, IndexExpression vector) =>
        (kh * (Horizontal.F * Width)) + (kw * Width) + Output(tiles, index) + (vector * tile.Lanes);

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
