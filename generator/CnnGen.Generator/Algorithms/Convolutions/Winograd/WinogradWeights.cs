using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The weights of a convolution at the points of Winograd's algorithm, in the order the products read: [group][chunk][point][channel tile][ic][channels of the
/// tile].
/// </summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias; −1 without one.</param>
/// <param name="InputChannels">Input channels of a group, those of columns that count as one together.</param>
/// <param name="Steps">Weights that a product at a point sums over: input channels, times the taps of an axis without a transform.</param>
/// <param name="GroupLength">From the weights of a group to those of the next.</param>
/// <param name="ChunkLength">From a chunk of channels to the next.</param>
/// <param name="PointLength">From a point to the next; 0 where filters stay as they are.</param>
/// <param name="ChunkChannels">Channels of a chunk.</param>
/// <param name="ChunkWidth">Channels of a chunk in whole vectors.</param>
/// <param name="Runs">The runs of channel tiles of a chunk, with the offset of each one's weights within a point.</param>
internal sealed record WinogradWeights(
    int Weights,
    int Bias,
    int InputChannels,
    int Steps,
    int GroupLength,
    int ChunkLength,
    int PointLength,
    int ChunkChannels,
    int ChunkWidth,
    EquatableArray<PackedRun> Runs)
{
    public static WinogradWeights Pack(NodeLowering node, WinogradConvolution algorithm)
    {
        Convolution convolution = algorithm.Operator.Convolution;
        int ic = algorithm.Channels(node.InputShape(0).Channels);
        int steps = ic * algorithm.Grid.Vertical.Terms;
        int chunks = algorithm.Chunks;
        int chunkChannels = convolution.GroupFilters / chunks;
        if (algorithm.TransformsFiltersOnTheFly)
        {
            return PackFilters(node, convolution, ic, chunks);
        }

        List<PackedRun> runs = [];
        int pointLength = 0;
        int width = 0;
        foreach (ChannelTiles tiles in ChannelTiles.Cut(chunkChannels, node.Lanes, algorithm.Tile.Vectors))
        {
            runs.Add(new PackedRun(tiles, pointLength));
            pointLength += tiles.Count * steps * tiles.Vectors * node.Lanes;
            width += tiles.Count * tiles.Vectors * node.Lanes;
        }

        int chunkLength = algorithm.Grid.Weights * pointLength;
        int weights = node.ReservePacked(convolution.Groups * chunks * chunkLength);
        for (int group = 0; group < convolution.Groups; group++)
        {
            // Chunks are cut into tiles of one size.
            foreach (PackedRun run in runs)
            {
                int firstFilter = (group * convolution.GroupFilters) + run.Tiles.FirstChannel;
                PackRun(node, algorithm, ic, run.Tiles, firstFilter, weights + (group * chunks * chunkLength) + run.Offset, pointLength);
            }
        }

        int bias = ConvolutionWeights.PackBias(node, convolution, node.Lanes);
        return new WinogradWeights(weights, bias, ic, steps, chunks * chunkLength, chunkLength, pointLength, chunkChannels, width, runs.ToEquatableArray());
    }

    /// <summary>The filters as they are: [vector of channels][ic][kh, kw][channels of the vector].</summary>
    private static WinogradWeights PackFilters(NodeLowering node, Convolution convolution, int ic, int chunks)
    {
        ParameterSpec weight = node.Weight;
        int taps = convolution.Vertical.F * convolution.Horizontal.F;
        int lanes = node.Lanes;
        int vectors = convolution.Filters / lanes;
        int vectorLength = ic * taps * lanes;
        int weights = node.ReservePacked(vectors * vectorLength);
        FilterStrides filters = node.Filters;
        bool isRotated = filters.IsRotated;
        node.Pack(new PackStep(
            FormattableString.Invariant(
                $"{weight.Name} {(isRotated ? "[ic, oc, kh, kw] rotated" : "[oc, ic, kh, kw]")} → [ic, kh, kw, oc], {lanes} channels a tile"),
            node.Parameter(weight),
            weights + (isRotated ? (taps - 1) * lanes : 0),
            [vectors, ic, taps, lanes],
            [lanes * filters.Filter, filters.Channel, 1, filters.Filter],
            [vectorLength, taps * lanes, isRotated ? -lanes : lanes, 1]));
        int bias = ConvolutionWeights.PackBias(node, convolution, lanes);
        int chunkVectors = vectors / chunks;
        PackedRun run = new(new ChannelTiles(0, chunkVectors, 1, lanes), 0);
        int chunkLength = chunkVectors * vectorLength;
        return new WinogradWeights(weights, bias, ic, ic, chunks * chunkLength, chunkLength, PointLength: 0, chunkVectors * lanes, chunkVectors * lanes, [run]);
    }

    private static void PackRun(NodeLowering node, WinogradConvolution algorithm, int ic, ChannelTiles tiles, int firstFilter, int packed, int pointLength)
    {
        ParameterSpec weight = node.Weight;
        WinogradGrid grid = algorithm.Grid;
        Geometry.WindowAxis columns = algorithm.Operator.Convolution.Horizontal;
        FilterStrides filters = node.Filters;
        node.Pack(new WinogradPackStep(
            $"{weight.Name} {(filters.IsRotated ? "[ic, oc, kh, kw] rotated" : "[oc, ic, kh, kw]")} → G·g·Gᵀ "
                + FormattableString.Invariant($"at {grid.Weights} points [point, {(grid.Vertical.Terms > 1 ? "kh, " : "")}ic, oc], ")
                + FormattableString.Invariant($"{tiles.Vectors * node.Lanes} channels a tile"),
            node.Parameter(weight) + (firstFilter * filters.Filter),
            packed,
            algorithm.Chunks * tiles.Count * tiles.Channels,
            ic,
            (grid.Vertical with { PadsLast = false }).Filters(),
            (grid.Horizontal with { PadsLast = false }).Filters(),
            columns.F,
            algorithm.ColumnsAsOne,
            tiles.Vectors * node.Lanes,
            algorithm.Chunks,
            pointLength)
        {
            RotatedChannelStride = filters.IsRotated ? filters.Channel : 0,
        });
    }
}
