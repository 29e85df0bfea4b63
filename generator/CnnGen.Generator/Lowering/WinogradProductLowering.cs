using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>At each point, the tiles of a block times the weights: a product of matrices, tiles × input channels × output channels.</summary>
internal static class WinogradProductLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, WinogradConvolution algorithm, WinogradWeights weights, WinogradScratch scratch, int rowTiles, int columns) => node.Define(
        node.Cause("Products", rowTiles, columns),
        () => algorithm.Grid.SharesWeights ? CommentOfPoint(rowTiles * columns) : Comment(algorithm.Grid.Vertical, algorithm.Grid.Vertical.Products(rowTiles), columns),
        () => Lower(node, algorithm, weights, scratch, rowTiles, columns));

    /// <summary>Points that a call passes over: all of them, or one where some share their weights.</summary>
    private static int PointsOfCall(WinogradGrid grid) => grid.SharesWeights ? 1 : grid.Points;

    private static EquatableArray<string> CommentOfPoint(int tiles) =>
        [FormattableString.Invariant($"products[tile, oc] = Σ points[tile, ic] · weights[ic, oc] for {tiles} tiles at one point.")];

    private static EquatableArray<string> Comment(WinogradAxis vertical, int rows, int columns) =>
        [vertical.Terms == 1
            ? FormattableString.Invariant($"products[point, tile, oc] = Σ points[point, tile, ic] · weights[point, ic, oc] for {rows * columns} tiles.")
            : FormattableString.Invariant($"products[point, row, tile, oc] = Σ points[point, {(vertical.Stride == 1 ? "" : FormattableString.Invariant($"{vertical.Stride}·"))}row + kh, tile, ic] · weights[point, kh, ic, oc] for {rows} rows of {columns} tiles.")];

    private static KernelCode Lower(NodeLowering node, WinogradConvolution algorithm, WinogradWeights weights, WinogradScratch scratch, int rowTiles, int columns)
    {
        WinogradAxis vertical = algorithm.Grid.Vertical;
        int runs = algorithm.Grid.ProductRuns(rowTiles);
        int tiles = vertical.Products(rowTiles) * columns / runs;
        int passes = (tiles + algorithm.Tile.Columns - 1) / algorithm.Tile.Columns;
        LoopBuilder b = new();
        b.For("point", PointsOfCall(algorithm.Grid), point =>
        {
            foreach (PackedRun run in weights.Runs)
            {
                int width = run.Tiles.Vectors * node.Lanes;
                b.For("tile", run.Tiles.Count, tile =>
                {
                    IndexExpression weightsAt = (point * weights.PointLength) + (tile * (weights.Steps * width)) + run.Offset;
                    IndexExpression productsAt = (point * scratch.ProductPoint) + (tile * width) + run.Tiles.FirstChannel;
                    b.For("row", runs, row =>
                    {
                        foreach ((int start, int end, int rows) in Segments.Cut(tiles, algorithm.Tile.Columns))
                        {
                            b.For("t", start, end, rows, t => b.Scope(() =>
                            {
                                IndexExpression first = row * (vertical.Stride * columns * scratch.InputWidth);
                                string x = b.Pointer("x", "points", (point * scratch.InputPoint) + first + (t * scratch.InputWidth));
                                string w = b.Pointer("w", "weights", weightsAt);
                                string y = b.Pointer("y", "products", productsAt + (((row * tiles) + t) * weights.ChunkWidth));
                                new TileProduct(x, scratch.InputWidth, w, weights.InputChannels, y, weights.ChunkWidth, rows, run.Tiles.Vectors, algorithm.Tile.Split, node.Lanes)
                                {
                                    Terms = vertical.Terms,
                                    TermStride = columns * scratch.InputWidth,
                                    Ahead = WeightsAhead.Of(weights.Bytes, weights.Steps, width, runs * passes, (row, 1, passes), (t, algorithm.Tile.Columns, 1)),
                                }.Write(b);
                            }));
                        }
                    });
                });
            }
        });

        return new KernelCode(
            node.Lanes,
            [
                new KernelParameter("points", ParameterType.FloatPointer),
                new KernelParameter("weights", ParameterType.FloatPointer),
                new KernelParameter("products", ParameterType.FloatPointer),
            ],
            b.Statements);
    }
}
