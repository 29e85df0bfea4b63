using CnnGen.Generator.Graph;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>The weights of a convolution at the points of Winograd's algorithm, in the order the products read: [group][point][channel tile][ic][channels of the tile].</summary>
/// <param name="Weights">Offset of the packed weights.</param>
/// <param name="Bias">Offset of the packed bias; −1 without one.</param>
/// <param name="InputChannels">Input channels of a group, those of columns that count as one together.</param>
/// <param name="Steps">Weights that a product at a point sums over: input channels, times the taps of an axis without a transform.</param>
/// <param name="GroupLength">From the weights of a group to those of the next.</param>
/// <param name="PointLength">From a point to the next.</param>
/// <param name="ChunkStride">From a chunk of channels to the next.</param>
/// <param name="ChunkChannels">Channels of a chunk.</param>
/// <param name="ChunkWidth">Channels of a chunk in whole vectors.</param>
/// <param name="Runs">The runs of channel tiles of a chunk, with the offset of each one's weights within a point.</param>
internal sealed record WinogradWeights(
    int Weights, int Bias, int InputChannels, int Steps, int GroupLength, int PointLength, int ChunkStride, int ChunkChannels, int ChunkWidth, EquatableArray<PackedRun> Runs)
{
    /// <summary>Memory of a group's weights.</summary>
    public double Bytes => (double)GroupLength * sizeof(float);

    public static WinogradWeights Pack(NodeLowering node, WinogradConvolution algorithm)
    {
        Convolution convolution = algorithm.Operator.Convolution;
        int ic = algorithm.Channels(node.InputShape(0).Channels);
        int steps = ic * algorithm.Grid.Vertical.Terms;
        List<PackedRun> runs = [];
        int pointLength = 0;
        int padded = 0;
        foreach (ChannelTiles tiles in ChannelTiles.Cut(convolution.GroupFilters, node.Lanes, algorithm.Tile.Vectors))
        {
            runs.Add(new PackedRun(tiles, pointLength));
            pointLength += tiles.Count * steps * tiles.Vectors * node.Lanes;
            padded += tiles.Count * tiles.Vectors * node.Lanes;
        }

        int groupLength = algorithm.Grid.Weights * pointLength;
        int weights = node.ReservePacked(convolution.Groups * groupLength);
        for (int group = 0; group < convolution.Groups; group++)
        {
            foreach (PackedRun run in runs)
            {
                int firstFilter = (group * convolution.GroupFilters) + run.Tiles.FirstChannel;
                PackRun(node, algorithm, ic, run.Tiles, firstFilter, weights + (group * groupLength) + run.Offset, pointLength);
            }
        }

        int chunks = algorithm.Chunks;
        PackedRun[] ofChunk = [.. runs.Select(run => run with { Tiles = run.Tiles with { Count = run.Tiles.Count / chunks } })];
        return new WinogradWeights(
            weights,
            ConvolutionWeights.PackBias(node, convolution, node.Lanes),
            ic,
            steps,
            groupLength,
            pointLength,
            pointLength / chunks,
            convolution.GroupFilters / chunks,
            padded / chunks,
            new EquatableArray<PackedRun>(ofChunk));
    }

    private static void PackRun(NodeLowering node, WinogradConvolution algorithm, int ic, ChannelTiles tiles, int firstFilter, int packed, int pointLength)
    {
        ParameterSpec weight = node.Weight;
        WinogradGrid grid = algorithm.Grid;
        Geometry.WindowAxis columns = algorithm.Operator.Convolution.Horizontal;
        int filterLength = ic / algorithm.ColumnsAsOne * grid.Vertical.Taps * columns.F;
        node.Pack(new WinogradPackStep(
            FormattableString.Invariant($"{weight.Name} [oc, ic, kh, kw] → G·g·Gᵀ at {grid.Weights} points [point, {(grid.Vertical.Terms > 1 ? "kh, " : "")}ic, oc], {tiles.Vectors * node.Lanes} channels a tile"),
            node.Parameter(weight) + (firstFilter * filterLength),
            packed,
            tiles.Count * tiles.Channels,
            ic,
            grid.Vertical with { PadsLast = false },
            grid.Horizontal with { PadsLast = false },
            columns.F,
            algorithm.ColumnsAsOne,
            tiles.Vectors * node.Lanes,
            pointLength));
    }
}
