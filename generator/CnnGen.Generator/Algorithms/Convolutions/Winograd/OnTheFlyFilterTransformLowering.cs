using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// At each point, all tiles times the filters, which are brought to the points as they are read. A row of points at a time: its sums stay in registers, for all
/// tiles and one vector of channels.
/// </summary>
internal sealed class OnTheFlyFilterTransformLowering
{
    private readonly LoopBuilder _b = new();
    private readonly int _lanes;
    private readonly WinogradConvolution _algorithm;
    private readonly WinogradGrid _grid;
    private readonly WinogradWeights _weights;
    private readonly WinogradScratch _scratch;
    private readonly WinogradBlocks _rows;
    private readonly WinogradBlocks _columns;

    private OnTheFlyFilterTransformLowering(
        NodeLowering node,
        WinogradConvolution algorithm,
        WinogradWeights weights,
        WinogradScratch scratch,
        WinogradBlocks rows,
        WinogradBlocks columns)
    {
        (_lanes, _algorithm, _grid, _weights, _scratch, _rows, _columns) = (node.Lanes, algorithm, algorithm.Grid, weights, scratch, rows, columns);
    }

    private WinogradAxis Horizontal => _grid.Horizontal;

    private int Taps => _grid.Vertical.Taps * Horizontal.Taps;

    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="weights">The filters.</param>
    /// <param name="scratch">Where the tiles are.</param>
    /// <param name="rows">The rows of tiles.</param>
    /// <param name="columns">Tiles of a row.</param>
    /// <returns>The name to call.</returns>
    public static string Define(
        NodeLowering node,
        WinogradConvolution algorithm,
        WinogradWeights weights,
        WinogradScratch scratch,
        WinogradBlocks rows,
        WinogradBlocks columns) => node.Define(
        node.Key("Products", rows.Tiles, columns.Tiles),
        () => LayerComments.OfStage(
            node,
            algorithm.Name,
            AlgorithmStage.Products,
            FormattableString.Invariant(
                $"products[point, tile, oc] = Σ points[point, tile, ic] · (G·g·Gᵀ)[point, ic, oc] for {PointMemory.Count(rows.Tiles * columns.Tiles)} at most"),
            "a vector of channels and a row of points at a time. A filter g is read as it is; at a point, it is the value of a polynomial"),
        () => new OnTheFlyFilterTransformLowering(node, algorithm, weights, scratch, rows, columns).Run());

    private KernelCode Run()
    {
        _b.For("oc", _weights.ChunkWidth, oc => EachRun(_grid.Vertical, _rows, (row, tiles) => Row(oc, row, tiles)), _lanes);
        return _b.Code(
            _lanes,
            [
                new KernelParameter("points", ParameterType.FloatPointer),
                new KernelParameter("weights", ParameterType.FloatPointer),
                new KernelParameter("products", ParameterType.FloatPointer),
            ]);
    }

    /// <summary>The products at a row of points.</summary>
    /// <param name="oc">The first channel.</param>
    /// <param name="row">The row.</param>
    /// <param name="rowTiles">Rows of tiles that have it.</param>
    private void Row(IndexExpression oc, int row, int rowTiles) => _b.Scope(() =>
    {
        int first = row * Horizontal.Points;
        int steps = _weights.InputChannels;
        int width = Taps * _lanes;
        string x = _b.Pointer("x", "points", first * _scratch.InputPoint);
        string w = _b.Pointer("w", "weights", oc * (steps * Taps));
        string y = _b.Pointer("y", "products", oc + (first * _scratch.ProductPoint));
        PrefetchedLines? ahead = WeightPrefetch.Lines(_algorithm.PrefetchesWeights, steps, width, _grid.Vertical.Points, (row, 1, 1));
        AccumulatorTile products = new(_b, SplitAccumulators.One, body => EachPlace(rowTiles, body));
        products.Declare(_ => new Splat(0f));
        _b.For("ic", steps, ic =>
        {
            ahead?.Write(_b, w, ic);
            Local[] taps = _b.Series("g", Horizontal.Taps, kw => AtPoint(
                _grid.Vertical.PointValues[row], _grid.Vertical.Taps, kh => new LoadVector(w, (ic * width) + (((kh * Horizontal.Taps) + kw) * _lanes))));
            Products(products, taps, rowTiles, (point, tile) => new LoadElement(x, (point * _scratch.InputPoint) + (tile * _scratch.InputWidth) + ic));
        });
        products.Each(place => _b.Add(new StoreVector(y, (place[0] * _scratch.ProductPoint) + (place[1] * _weights.ChunkWidth), products[place], _lanes)));
    });

    /// <summary>A column of the filter at a point, whose constants at −p are those at p: squares and p itself.</summary>
    private static Expression AtPoint(double point, int taps, Func<int, Expression> tap) => point >= 0 || double.IsInfinity(point)
        ? WinogradSteps.Filter(point, taps, tap)
        : new Binary(
            BinaryOperation.Subtract,
            WinogradSteps.Filter(point * point, (taps + 1) / 2, i => tap(2 * i)),
            new Binary(BinaryOperation.Multiply, WinogradSteps.Filter(point * point, taps / 2, i => tap((2 * i) + 1)), new Splat((float)-point)));

    /// <summary>The points of the row, each as soon as the filter is there.</summary>
    private void Products(AccumulatorTile products, Local[] taps, int rowTiles, Func<int, int, Expression> input)
    {
        IReadOnlyList<double> values = Horizontal.PointValues;
        (Local even, Local step) = (taps[0], taps[0]);
        EachRun(Horizontal, _columns, (point, columnTiles) =>
        {
            double value = values[point];
            Local filter = value == 0 ? taps[0] : taps[taps.Length - 1];
            if (value != 0 && !double.IsInfinity(value))
            {
                // The odd part is multiplied by p once, and added and subtracted: p and −p would be two constants, and registers are what this loop lacks.
                if (value > 0)
                {
                    (even, Local odd) = WinogradSteps.FilterParts(_b, value, taps, ("even", "odd"), point);
                    step = _b.Declare("step", LocalType.Vector, new Binary(BinaryOperation.Multiply, odd, new Splat((float)value)), point);
                }

                filter = _b.Declare("u", LocalType.Vector, new Binary(value > 0 ? BinaryOperation.Add : BinaryOperation.Subtract, even, step), point);
            }

            for (int tile = 0; tile < rowTiles * columnTiles; tile++)
            {
                products.MultiplyAdd(0, new Splat(input(point, tile)), filter, point, tile);
            }
        });
    }

    private void EachPlace(int rowTiles, Action<IndexExpression[]> body) => EachRun(Horizontal, _columns, (point, columnTiles) =>
    {
        for (int tile = 0; tile < rowTiles * columnTiles; tile++)
        {
            body([point, tile]);
        }
    });

    /// <summary>The points of an axis that have tiles, each with their number.</summary>
    private static void EachRun(WinogradAxis axis, WinogradBlocks blocks, Action<int, int> body)
    {
        foreach (WinogradRun run in axis.Runs(blocks.LastOutputs).Where(run => blocks.TilesWith(run) > 0))
        {
            for (int point = run.First; point < run.First + run.Count; point++)
            {
                body(point, blocks.TilesWith(run));
            }
        }
    }
}
