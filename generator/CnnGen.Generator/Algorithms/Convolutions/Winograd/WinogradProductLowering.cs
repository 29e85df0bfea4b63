using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>At each point, the tiles of a block times the weights: a product of matrices, tiles × input channels × output channels.</summary>
internal static class WinogradProductLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="weights">The weights at the points.</param>
    /// <param name="scratch">Where the tiles are.</param>
    /// <param name="points">Points that a call passes over: one where not all have the same tiles or weights of their own.</param>
    /// <param name="rowTiles">Rows of tiles.</param>
    /// <param name="columns">Tiles of a row.</param>
    /// <returns>The name to call.</returns>
    public static string Define(
        NodeLowering node,
        WinogradConvolution algorithm,
        WinogradWeights weights,
        WinogradScratch scratch,
        int points,
        int rowTiles,
        int columns) => node.Define(
        algorithm.Grid.Vertical.IsDirect ? node.Key("Products", points, rowTiles, columns) : node.Key("Products", points, rowTiles * columns),
        () => Comment(node, algorithm, points > 1, rowTiles, columns),
        () => Lower(node, algorithm, weights, scratch, points, rowTiles, columns));

    private static EquatableArray<string> Comment(NodeLowering node, WinogradConvolution algorithm, bool isEachPoint, int rowTiles, int columns)
    {
        WinogradAxis vertical = algorithm.Grid.Vertical;
        int rows = vertical.Products(rowTiles);
        RegisterTile tile = algorithm.TileFor(rows * columns / algorithm.Grid.ProductRuns(rowTiles), node.Target);
        string point = isEachPoint ? "point, " : "";
        string row = vertical.Stride == 1 ? "row" : FormattableString.Invariant($"{vertical.Stride}·row");
        return LayerComments.OfStage(
            node,
            algorithm.Name,
            AlgorithmStage.Products,
            vertical.Terms == 1
                ? $"products[{point}tile, oc] = Σ points[{point}tile, ic] · weights[{point}ic, oc]"
                : $"products[{point}row, tile, oc] = Σ points[{point}{row} + kh, tile, ic] · weights[{point}kh, ic, oc]",
            (isEachPoint ? "" : "at one point, ")
                + (vertical.Terms == 1 ? PointMemory.Count(rows * columns) : FormattableString.Invariant($"{rows} rows of {PointMemory.Count(columns)}"))
                + FormattableString.Invariant(
                    $"; {tile.Columns} {(vertical.Terms > 1 ? "rows of tiles" : "tiles")} × {Count.Of(tile.Vectors, "vector")} of channels in registers"));
    }

    private static KernelCode Lower(
        NodeLowering node,
        WinogradConvolution algorithm,
        WinogradWeights weights,
        WinogradScratch scratch,
        int points,
        int rowTiles,
        int columns)
    {
        WinogradAxis vertical = algorithm.Grid.Vertical;
        int runs = algorithm.Grid.ProductRuns(rowTiles);
        int tiles = vertical.Products(rowTiles) * columns / runs;
        RegisterTile registers = algorithm.TileFor(tiles, node.Target);
        int passes = (tiles + registers.Columns - 1) / registers.Columns;
        LoopBuilder b = new();
        b.For("point", points, point =>
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
                        foreach ((int start, int end, int rows) in Segments.Cut(tiles, registers.Columns))
                        {
                            b.For("t", start, end, rows, t => b.Scope(() =>
                            {
                                IndexExpression first = row * (vertical.Stride * columns * scratch.InputWidth);
                                string x = b.Pointer("x", "points", (point * scratch.InputPoint) + first + (t * scratch.InputWidth));
                                string w = b.Pointer("w", "weights", weightsAt);
                                string y = b.Pointer("y", "products", productsAt + (((row * tiles) + t) * weights.ChunkWidth));
                                new GemmMicrokernel(
                                    x,
                                    scratch.InputWidth,
                                    w,
                                    weights.InputChannels,
                                    y,
                                    weights.ChunkWidth,
                                    rows,
                                    run.Tiles.Vectors,
                                    registers.Split,
                                    node.Lanes)
                                {
                                    Terms = vertical.Terms,
                                    TermStride = columns * scratch.InputWidth,
                                    Ahead = WeightPrefetch.Lines(
                                        algorithm.PrefetchesWeights,
                                        weights.Steps,
                                        width,
                                        runs * passes,
                                        (row, 1, passes),
                                        (t, registers.Columns, 1)),
                                }.Write(b);
                            }));
                        }
                    });
                });
            }
        });

        if (points > 1)
        {
            // At one point there is no such distance, and layers share the kernel whose points differ in it.
            b.NameStride("InputPoint", "points", "point", scratch.InputPoint);
            b.NameStride("WeightsOfPoint", "weights", "point", weights.PointLength);
            b.NameStride("ProductPoint", "products", "point", scratch.ProductPoint);
        }

        return b.Code(
            node.Lanes,
            [
                new KernelParameter("points", ParameterType.FloatPointer),
                new KernelParameter("weights", ParameterType.FloatPointer),
                new KernelParameter("products", ParameterType.FloatPointer),
            ]);
    }
}
