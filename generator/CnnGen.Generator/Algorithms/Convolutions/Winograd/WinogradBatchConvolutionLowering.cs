using CnnGen.Generator.Algorithms.Convolutions.Direct;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// The loops of <see cref="WinogradBatchConvolution"/>: a kernel of one image to the points, one of all images of a round, whose tasks are points × tiles of
/// output channels, and one of an image back from the products, with bias, residual and activation.
/// </summary>
internal sealed class WinogradBatchConvolutionLowering
{

    private const string Ahead = "ahead";

    private readonly NodeLowering _node;
    private readonly WinogradBatchConvolution _algorithm;
    private readonly WinogradAxis _vertical;
    private readonly WinogradAxis _horizontal;
    private readonly BufferLayout _input;
    private readonly int _ic;
    private readonly int _lanes;

    private WinogradBatchConvolutionLowering(NodeLowering node, WinogradBatchConvolution algorithm)
    {
        (_node, _algorithm, _vertical, _horizontal) = (node, algorithm, algorithm.Vertical, algorithm.Horizontal);
        _input = node.InputLayout(0);
        (_ic, _lanes) = (_input.Shape.Channels, node.Lanes);
    }

    private Convolution Convolution => _algorithm.Operator.Convolution;

    public static void Lower(NodeLowering node, WinogradBatchConvolution algorithm) => new WinogradBatchConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        (TilePanels inputs, TilePanels products) = (_algorithm.Inputs(_ic), _algorithm.Products(_lanes));
        (int points, int results) = (inputs.Define(_node), products.Define(_node));
        TileTransform transform = new(_node, _vertical, _horizontal, _algorithm.Columns, _algorithm.Round);
        transform.Add(
            "InputTransform",
            _node.Input(0),
            _input,
            new TileSteps(
                _vertical.Outputs,
                _horizontal.Outputs,
                -Convolution.Vertical.Before,
                -Convolution.Horizontal.Before,
                _vertical.Points,
                _horizontal.Points),
            (inputs, points),
            WinogradSteps.Input,
            "Bᵀ·d·B");
        Multiply((inputs, points), (products, results));
        Back(products, results, ConvolutionWeights.PackBias(_node, Convolution, _lanes));
    }

    private void Multiply((TilePanels Panels, int Buffer) inputs, (TilePanels Panels, int Buffer) products)
    {
        LoopBuilder b = new(isParallel: true);
        RegisterTile tile = _algorithm.Tile;
        List<ChannelTiles> runs = ChannelTiles.Cut(Convolution.Filters, _lanes, tile.Vectors);
        int pointLength = runs.Sum(run => run.Count * run.Vectors * _lanes) * _ic;
        int weights = Pack(runs, pointLength);
        ImageRounds.DeclareTiles(b, _algorithm.Rows * _algorithm.Columns);
        int tilesOfPoint = runs.Sum(run => run.Count);
        b.For("point", _algorithm.Points, point =>
        {
            (int before, int at) = (0, 0);
            foreach (ChannelTiles run in runs)
            {
                (int firstTile, int firstWeight, int width) = (before, at, run.Vectors * _lanes);
                b.ForTasksFrom("tile", (point * tilesOfPoint) + firstTile, 0, run.Count, 1, channels => b.Scope(() =>
                {
                    string w = b.Pointer("w", "weights", (point * pointLength) + (channels * (_ic * width)) + firstWeight);
                    string v = b.Pointer("v", "points", point * inputs.Panels.PointStride);
                    string m = b.Pointer("m", "products", (point * products.Panels.PointStride) + ((channels + firstTile) * products.Panels.PanelStride));

                    // Each pass over the weights prefetches one line of each step of the next task's, until it has all.
                    (int panel, int share) = (_ic * width, _ic * MachineModel.CacheLine);
                    Local? ahead = _algorithm.PrefetchesWeights ? b.Declare(Ahead, LocalType.Integer, new IndexValue(panel)) : null;

                    // The last register tile may go past the tiles of the round, into memory that is there for it.
                    b.ForRuntime("t", 0, IndexExpression.Of("tiles"), tile.Columns, t =>
                    {
                        b.Scope(() => Tile(b, tile, run, (v, w, m), t, inputs.Panels, products.Panels));
                        if (ahead is not null && panel > share)
                        {
                            IndexValue next = new(IndexExpression.Of(Ahead) + share);
                            b.Assign(ahead, new Binary(BinaryOperation.Minimum, next, new IndexValue((2 * panel) - share)));
                        }
                    });
                }));
                before += run.Count;
                at += run.Count * _ic * width;
            }
        });

        new KernelSignature()
            .Floats("points", new BufferArgument(inputs.Buffer, 0))
            .Floats("weights", new RegionArgument(Region.Packed, weights, 0))
            .Floats("products", new BufferArgument(products.Buffer, 0))
            .OfRound(_node, _algorithm.Round, _algorithm.Points * tilesOfPoint)
            .Call(
                _node,
                _lanes,
                b,
                LayerComments.Of(
                    _node,
                    "products[point, tile, oc] = Σ points[point, tile, ic] · weights[point, ic, oc] for the tiles of all images of a round"),
                "Products",
                eachImage: false);
    }

    /// <summary>Products of some tiles in registers, over all panels of input channels.</summary>
    private void Tile(
        LoopBuilder b,
        RegisterTile tile,
        ChannelTiles run,
        (string Inputs, string Weights, string Products) at,
        IndexExpression first,
        TilePanels inputs,
        TilePanels products)
    {
        int width = run.Vectors * _lanes;
        AccumulatorTile accumulators = new(b, SplitAccumulators.One, body =>
        {
            for (int row = 0; row < tile.Columns; row++)
            {
                for (int v = 0; v < run.Vectors; v++)
                {
                    body([row, v]);
                }
            }
        });
        accumulators.Declare(_ => new Splat(0f));
        foreach ((int start, int end, int channels) in Segments.Cut(_ic, inputs.Width))
        {
            b.For("panel", start / inputs.Width, (end + inputs.Width - 1) / inputs.Width, 1, panel => b.For("ic", channels, ic => b.Scope(() =>
            {
                IndexExpression step = (panel * inputs.Width) + ic;
                if (_algorithm.PrefetchesWeights)
                {
                    new PrefetchedLines(IndexExpression.Of(Ahead), MachineModel.CacheLine).Write(b, at.Weights, step);
                }

                // A line of the next register tile, or of one a little further on.
                new PrefetchedLines((panel * inputs.PanelStride) + ((first + tile.Columns) * inputs.Width), inputs.Width).Write(b, at.Inputs, ic);
                b.Unroll("v", run.Vectors, v => b.Declare("w", LocalType.Vector, new LoadVector(at.Weights, (step * width) + (v * _lanes)), v));
                for (int row = 0; row < tile.Columns; row++)
                {
                    Local x =
                        b.Declare(
                            "x",
                            LocalType.Vector,
                            new Splat(new LoadElement(at.Inputs, (panel * inputs.PanelStride) + ((first + row) * inputs.Width) + ic)),
                            row);
                    for (int v = 0; v < run.Vectors; v++)
                    {
                        Local sum = accumulators[[row, v]];
                        b.Assign(sum, new MultiplyAdd(x, new Local("w", LocalType.Vector, [v]), sum));
                    }
                }
            })));
        }

        accumulators.Each(place =>
            b.Add(new StoreVector(at.Products, ((first + place[0]) * products.Width) + (place[1] * _lanes), accumulators[place], _lanes)));
    }

    /// <summary>The weights at the points: [point][tile of channels][ic][channels of the tile].</summary>
    private int Pack(List<ChannelTiles> runs, int pointLength)
    {
        FilterStrides filters = _node.Filters;
        ParameterSpec weight = _node.Weight;
        int weights = _node.ReservePacked(_algorithm.Points * pointLength);
        int at = 0;
        foreach (ChannelTiles run in runs)
        {
            int width = run.Vectors * _lanes;
            _node.Pack(new WinogradPackStep(
                $"{weight.Name} {(filters.IsRotated ? "[ic, oc, kh, kw] rotated" : "[oc, ic, kh, kw]")}"
                    + FormattableString.Invariant($" → G·g·Gᵀ at {_algorithm.Points} points [point, ic, oc], {width} channels a tile"),
                _node.Parameter(weight) + (run.FirstChannel * filters.Filter),
                weights + at,
                run.Count * run.Channels,
                _ic,
                _vertical.Filters(),
                _horizontal.Filters(),
                Convolution.Horizontal.F,
                1,
                width,
                1,
                pointLength)
            {
                RotatedChannelStride = filters.IsRotated ? filters.Channel : 0,
            });
            at += run.Count * _ic * width;
        }

        return weights;
    }

    /// <summary>The products of an image to its outputs.</summary>
    private void Back(TilePanels products, int buffer, int bias)
    {
        LoopBuilder b = new(isParallel: true);
        FusedConvolution fused = _algorithm.Operator;
        BufferLayout output = _node.OutputLayout;
        TileLayout between = TileLayout.Between(_horizontal, _lanes);
        int[] points = [.. Enumerable.Range(0, _vertical.Points)];
        foreach ((int start, int end, int ofPanel) in Segments.Cut(products.Channels, products.Width))
        {
            b.For(
                "panel",
                start / products.Width,
                (start / products.Width) + ((end - start) / ofPanel),
                1,
                panel => EachTile(b, panel, (tileRow, tileColumn, rows, columns) =>
                {
                    foreach ((int first, int past, int lanes) in Segments.Cut(ofPanel, _lanes))
                    {
                        b.For("channel", first, past, lanes, channel => b.Scope(() =>
                        {
                            IndexExpression place =
                                (panel * products.PanelStride) + (tileRow * (_algorithm.Columns * products.Width)) + (tileColumn * products.Width) + channel;
                            TileLayout from = new(b.Pointer("m", "products", place), _horizontal.Points * products.PointStride, products.PointStride);
                            b.For("column", _horizontal.Points, column => between.StoreColumn(
                                b,
                                column,
                                [.. Enumerable.Range(0, _vertical.Outputs)],
                                WinogradSteps.Output(b, _vertical, from.LoadColumn(b, "product", column, points), "x"),
                                _lanes));
                            b.For("row", rows, row =>
                            {
                                IndexExpression oc = (panel * products.Width) + channel;
                                Local[] values = WinogradSteps.Output(b, _horizontal, between.LoadRow(b, "half", row, _horizontal.Points), "y");
                                Local? addend = fused.Convolution.HasBias ? b.Declare("b", LocalType.Vector, new LoadVector("bias", oc)) : null;
                                for (int column = 0; column < columns; column++)
                                {
                                    Store(
                                        b,
                                        values[column],
                                        addend,
                                        (tileRow * _vertical.Outputs) + row,
                                        (tileColumn * _horizontal.Outputs) + column,
                                        oc,
                                        lanes);
                                }
                            });
                        }));
                    }
                }));
        }

        b.NameStride("Point", "m", "column", products.PointStride);
        KernelSignature signature = new KernelSignature().Floats("products", products.OfImage(buffer));
        if (fused.Convolution.HasBias)
        {
            signature.Floats("bias", new RegionArgument(Region.Packed, bias, 0));
        }

        if (fused.HasSecondInput)
        {
            signature.Floats(ConvolutionSignature.SecondInput(fused), _node.Input(1));
        }

        signature
            .Floats("output", _node.Output())
            .Floats(TileLayout.BetweenName, _node.Scratch(_algorithm.Points * _lanes))
            .InParts(products.RowsOfPanels(_algorithm.Columns))
            .InRounds(_algorithm.Round)
            .Call(_node, _lanes, b, LayerComments.Of(_node, "out[tile, oc] = Aᵀ·m·A: " + LayerComments.Formula(fused, _ic)), "OutputTransform");
    }

    /// <summary>Loops over the tiles with the outputs of each that exist; a row of tiles of a panel is a task.</summary>
    private void EachTile(LoopBuilder b, IndexExpression panel, Action<IndexExpression, IndexExpression, int, int> body)
    {
        foreach ((int firstRow, int pastRow, int rows) in Lengths(_algorithm.Rows, _vertical.Outputs, _algorithm.Operator.CoveredRows))
        {
            b.ForTasksFrom("tileRow", (panel * _algorithm.Rows) + firstRow, firstRow, pastRow, 1, tileRow =>
            {
                foreach ((int firstColumn, int pastColumn, int columns) in Lengths(_algorithm.Columns, _horizontal.Outputs, _algorithm.Operator.CoveredColumns))
                {
                    b.For("tileColumn", firstColumn, pastColumn, 1, tileColumn => body(tileRow, tileColumn, rows, columns));
                }
            });
        }
    }

    private static IEnumerable<(int First, int Past, int Outputs)> Lengths(int tiles, int outputs, int all)
    {
        int whole = all / outputs;
        if (whole > 0)
        {
            yield return (0, whole, outputs);
        }

        if (whole < tiles)
        {
            yield return (whole, tiles, all - (whole * outputs));
        }
    }

    private void Store(LoopBuilder b, Expression value, Local? bias, IndexExpression row, IndexExpression column, IndexExpression channel, int lanes)
    {
        Expression result = Epilogue.Of(_algorithm.Operator).Apply(
            value,
            pointer => pointer == AddedTensor.Bias.Pointer ? bias! : new LoadVector(pointer, _node.InputLayout(1).At(row, column, channel)),
            named => b.Declare("out", LocalType.Vector, named, column.Constant % _horizontal.Outputs));
        b.Add(new StoreVector("output", _node.OutputLayout.At(row, column, channel), result, lanes));
    }
}
