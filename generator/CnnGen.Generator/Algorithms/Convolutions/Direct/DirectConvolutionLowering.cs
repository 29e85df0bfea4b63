using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>
/// The loops of <see cref="DirectConvolution"/>: channel tiles, rows, columns, or rows before channel tiles where all weights stay close; inside,
/// <see cref="ConvolutionTile"/>.
/// </summary>
internal sealed class DirectConvolutionLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly DirectConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly RegisterTile _tile;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;

    // How many times rows are taken, and tiles of channels within a group: a task is one of each.
    private readonly int _rowTiles;
    private int _channelTiles;

    private DirectConvolutionLowering(NodeLowering node, DirectConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(algorithm.IsParallel);
        _algorithm = algorithm;
        _operator = algorithm.Operator;
        _tile = algorithm.Tile;
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
        _rowTiles = RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Size);
    }

    private int Lanes => _algorithm.Lanes;

    public static void Lower(NodeLowering node, DirectConvolution algorithm) => new DirectConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        ConvolutionWeights weights = ConvolutionWeights.Pack(_node, _operator.Convolution, _input.Shape.Channels, _algorithm);
        KernelSignature signature = ConvolutionSignature.Of(_node, _operator, weights.Weights, weights.Bias);

        if (_operator.KeepsArgMax)
        {
            signature.Integers("argmax", _node.ArgMax());
        }

        // Where all groups share the lines of a pixel, a task is a row of all of them.
        _channelTiles = _algorithm.Order == LoopOrder.PixelsOutermost ? 1 : weights.Runs.Sum(run => run.Tiles.Count);
        (_algorithm.IsParallel ? signature.WithTasks(_node, _rowTiles * _channelTiles) : signature)
            .Call(
                _node,
                Lanes,
                () => Body(weights),
                () => LayerComments.Of(_node, LayerComments.Formula(_operator, _input.Shape.Channels)),
                callsKernels: _algorithm.ActivatesStored);
    }

    private LoopBuilder Body(ConvolutionWeights weights)
    {
        Convolution convolution = _operator.Convolution;
        int ic = convolution.GroupChannels(_input.Shape.Channels);
        int steps = convolution.ReductionLength(_input.Shape.Channels);
        ChannelPanel Panel(IndexExpression group, PackedRun run, IndexExpression tile)
        {
            IndexExpression channel = (group * convolution.GroupFilters) + (tile * (run.Tiles.Vectors * Lanes)) + run.Tiles.FirstChannel;
            IndexExpression at = (group * weights.GroupLength) + (tile * _algorithm.TileLength(steps, run.Tiles.Vectors)) + run.Offset;
            return new ChannelPanel(run.Tiles, group * ic, channel, at) { IsNonTemporal = IsNonTemporal(run) };
        }

        void EachPanel(Action<ChannelPanel, IndexExpression> body) =>
            _b.For("group", convolution.Groups, group => EachChannelTile(weights.Runs, null, (run, tile, number) => body(Panel(group, run, tile), number)));

        if (_algorithm.Order == LoopOrder.PixelsOutermost)
        {
            EachRow(null, (oh, rows, _) =>
            {
                EachColumnTile((ow, columns) => EachPanel((panel, _) => Tile(panel, oh, ow, rows, columns)));
                if (_algorithm.ActivatesStored)
                {
                    EachPanel((panel, _) => ActivateStored(panel, oh, rows));
                }
            });
        }
        else if (_algorithm.Order == LoopOrder.KernelRowsOutermost)
        {
            EachPanel(KernelRows);
        }
        else if (_algorithm.Order == LoopOrder.RowsOutermost)
        {
            _b.For("group", convolution.Groups, group =>
                EachRow(null, (oh, rows, number) =>
                    EachChannelTile(weights.Runs, number, (run, tile, _) => PixelTiles(Panel(group, run, tile), oh, rows))));
        }
        else
        {
            EachPanel((panel, number) => EachRow(number, (oh, rows, _) => PixelTiles(panel, oh, rows)));
        }

        if (weights.Runs.Any(IsNonTemporal))
        {
            NonTemporalStores.Complete(_b);
        }

        return _b;
    }

    private bool IsNonTemporal(PackedRun run) => _algorithm.HasNonTemporalStores && NonTemporalStores.AreWholeLines(run.Tiles.Vectors * Lanes);

    /// <summary>The tiles of channels of a group, each with its number.</summary>
    /// <param name="runs">Runs of equal ones.</param>
    /// <param name="row">The number of the rows they are computed for; null where this is the outer loop.</param>
    /// <param name="body">What is done with a tile: its run, which one it is there, and its number.</param>
    private void EachChannelTile(EquatableArray<PackedRun> runs, IndexExpression? row, Action<PackedRun, IndexExpression, IndexExpression> body)
    {
        int before = 0;
        foreach (PackedRun run in runs)
        {
            int first = before;
            before += run.Tiles.Count;
            if (row is not null && _algorithm.IsParallel && _channelTiles > 1)
            {
                _b.ForTasksWithin("tile", run.Tiles.Count, new TaskStride((row * _channelTiles) + first, 1), tile => body(run, tile, tile + first));
            }
            else
            {
                bool isTask = row is null && _algorithm.IsParallel && _rowTiles == 1;
                int start = isTask ? first : 0;
                Range("tile", isTask, start, start + run.Tiles.Count, tile => body(run, tile - start, tile - start + first));
            }
        }
    }

    /// <summary>Rows of outputs, of pooled outputs with a pool, so many at a time as a tile has.</summary>
    /// <param name="tile">The number of the tile of channels they are computed for; null where this is the outer loop.</param>
    /// <param name="body">What is done with them: the first one, how many, and their number.</param>
    private void EachRow(IndexExpression? tile, Action<IndexExpression, int, IndexExpression> body)
    {
        string variable = _operator.Pool is null ? "oh" : "ph";
        int before = 0;
        foreach ((int start, int end, int rows) in RowTiles())
        {
            int first = before;
            int count = (end - start) / rows;
            before += count;
            if (tile is not null && _algorithm.IsParallel && _rowTiles > 1)
            {
                TaskStride tasks = _algorithm.IsParallelOverChannels || _channelTiles == 1
                    ? new TaskStride((tile * _rowTiles) + first, 1)
                    : new TaskStride(tile + (first * _channelTiles), _channelTiles, IsPartial: before < _rowTiles);
                _b.ForTasksWithin(variable, count, tasks, row => body((row * rows) + start, rows, row + first));
            }
            else
            {
                bool isTask = tile is null && _channelTiles == 1;
                Range(variable, isTask, first, first + count, row => body(((row - first) * rows) + start, rows, row));
            }
        }
    }

    /// <summary>The weights of a kernel row for all pixels, then those of the next row. The sums of a tile of channels wait in the output.</summary>
    private void KernelRows(ChannelPanel panel, IndexExpression tile)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = _operator.Convolution;
        int rowLength = horizontal.F * _operator.Convolution.GroupChannels(_input.Shape.Channels) * panel.Tiles.Vectors * Lanes;
        EachVector(panel, tile, (_, _, _, _) => new Splat(0f));
        _b.For(
            "kh",
            vertical.F,
            kh => EachRow(tile, (oh, rows, _) => PixelTiles(panel with { KernelRow = kh, WeightsAt = panel.WeightsAt + (kh * rowLength) }, oh, rows)));
        Epilogue epilogue = _algorithm.EpilogueOf(Lanes);
        if (!epilogue.IsEmpty)
        {
            EachVector(panel, tile, (oh, ow, channel, v) =>
            {
                Local y = _b.Declare("y", LocalType.Vector, new LoadVector("output", _output.At(oh, ow, channel)), v);
                return epilogue.ApplyInPlace(_b, y, pointer =>
                    new LoadVector(pointer, Epilogue.PlaceOf(pointer, channel, () => _node.InputLayout(1).At(oh, ow, channel))));
            });
        }

        if (_algorithm.ActivatesStored)
        {
            EachRow(tile, (oh, rows, _) => ActivateStored(panel, oh, rows));
        }
    }

    /// <summary>Stores something for every pixel in each vector of a tile of channels.</summary>
    private void EachVector(
        ChannelPanel panel,
        IndexExpression tile,
        Func<IndexExpression, IndexExpression, IndexExpression, IndexExpression, Expression> value) =>
        EachRow(tile, (first, rows, _) =>
        {
            for (int r = 0; r < rows; r++)
            {
                IndexExpression oh = first + r;
                _b.For("ow", _output.Shape.Width, ow => _b.Scope(() => _b.Unroll("v", panel.Tiles.Vectors, v =>
                {
                    IndexExpression channel = panel.Channel + (v * Lanes);
                    _b.Add(new StoreVector("output", _output.At(oh, ow, channel), value(oh, ow, channel, v), Lanes));
                })));
            }
        });

    private void PixelTiles(ChannelPanel panel, IndexExpression oh, int rows)
    {
        EachColumnTile((ow, columns) => Tile(panel, oh, ow, rows, columns));
        if (_algorithm.ActivatesStored && panel.KernelRow is null)
        {
            ActivateStored(panel, oh, rows);
        }
    }

    private void EachColumnTile(Action<IndexExpression, int> body)
    {
        foreach ((int first, int last, int columns) in Segments.Cut(_output.Shape.Width, _tile.Columns / _operator.PoolColumns))
        {
            _b.For(_operator.Pool is null ? "ow" : "pw", first, last, columns, ow => body(ow, columns));
        }
    }

    private void Tile(ChannelPanel panel, IndexExpression oh, IndexExpression ow, int rows, int columns) =>
        _b.Scope(() => new ConvolutionTile(_b, _node, _algorithm, panel, oh, ow, rows * _operator.PoolRows, columns * _operator.PoolColumns).Write());

    private void ActivateStored(ChannelPanel panel, IndexExpression oh, int rows) =>
        StoredActivation.Call(_b, _node, _operator.Activation!, oh, rows, panel.Channel, panel.Tiles.Channels, Lanes);

    private IEnumerable<(int Start, int End, int Size)> RowTiles() => Segments.Cut(_output.Shape.Height, _tile.Rows / _operator.PoolRows);

    /// <summary>A loop that threads divide, or one that each does whole.</summary>
    private void Range(string variable, bool isParallel, int start, int end, Action<IndexExpression> body)
    {
        if (isParallel)
        {
            _b.ForTasks(variable, start, end, body);
        }
        else
        {
            _b.For(variable, start, end, 1, body);
        }
    }
}
