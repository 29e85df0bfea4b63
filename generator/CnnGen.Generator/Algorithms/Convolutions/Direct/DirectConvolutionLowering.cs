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
    private readonly bool _hasBias;

    private DirectConvolutionLowering(NodeLowering node, DirectConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsParallel);
        _algorithm = algorithm;
        _operator = algorithm.Operator;
        _tile = algorithm.Tile;
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
        _hasBias = _operator.Convolution.HasBias;
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

        int tasks = _algorithm.IsParallelOverChannels
            ? weights.Runs.Sum(run => run.Tiles.Count)
            : RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Size);
        signature.WithTasks(_node, tasks)
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

        void EachPanel(Action<ChannelPanel> body) =>
            _b.For("group", convolution.Groups, group => EachChannelTile(weights.Runs, (run, tile) => body(Panel(group, run, tile))));

        if (_algorithm.Order == LoopOrder.PixelsOutermost)
        {
            EachRow((oh, rows) =>
            {
                EachColumnTile((ow, columns) => EachPanel(panel => Tile(panel, oh, ow, rows, columns)));
                if (_algorithm.ActivatesStored)
                {
                    EachPanel(panel => ActivateStored(panel, oh, rows));
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
                EachRow((oh, rows) => EachChannelTile(weights.Runs, (run, tile) => PixelTiles(Panel(group, run, tile), oh, rows))));
        }
        else
        {
            EachPanel(panel => EachRow((oh, rows) => PixelTiles(panel, oh, rows)));
        }

        if (weights.Runs.Any(IsNonTemporal))
        {
            NonTemporalStores.Complete(_b);
        }

        return _b;
    }

    private bool IsNonTemporal(PackedRun run) => _algorithm.HasNonTemporalStores && NonTemporalStores.AreWholeLines(run.Tiles.Vectors * Lanes);

    private void EachChannelTile(EquatableArray<PackedRun> runs, Action<PackedRun, IndexExpression> body)
    {
        int before = 0;
        foreach (PackedRun run in runs)
        {
            int first = _algorithm.IsParallelOverChannels ? before : 0;
            Range("tile", _algorithm.IsParallelOverChannels, first, first + run.Tiles.Count, task => body(run, task - first));
            before += run.Tiles.Count;
        }
    }

    /// <summary>Rows of outputs, of pooled outputs with a pool, so many at a time as a tile has.</summary>
    private void EachRow(Action<IndexExpression, int> body)
    {
        int before = 0;
        foreach ((int start, int end, int rows) in RowTiles())
        {
            int first = before;
            int count = (end - start) / rows;
            before += count;
            Range(
                _operator.Pool is null ? "oh" : "ph",
                !_algorithm.IsParallelOverChannels,
                first,
                first + count,
                task => body(((task - first) * rows) + start, rows));
        }
    }

    /// <summary>The weights of a kernel row for all pixels, then those of the next row. The sums of a tile of channels wait in the output.</summary>
    private void KernelRows(ChannelPanel panel)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = _operator.Convolution;
        int rowLength = horizontal.F * _operator.Convolution.GroupChannels(_input.Shape.Channels) * panel.Tiles.Vectors * Lanes;
        EachVector(panel, (oh, ow, channel, _) =>
        {
            Expression start = _hasBias ? new LoadVector("bias", channel) : new Splat(0f);
            return _operator.AddsResidual
                ? new Binary(BinaryOperation.Add, start, new LoadVector("residual", _node.InputLayout(1).At(oh, ow, channel)))
                : start;
        });
        _b.For(
            "kh",
            vertical.F,
            kh => EachRow((oh, rows) => PixelTiles(panel with { KernelRow = kh, WeightsAt = panel.WeightsAt + (kh * rowLength) }, oh, rows)));
        if (_algorithm.ActivatesStored)
        {
            EachRow((oh, rows) => ActivateStored(panel, oh, rows));
        }
        else if (_operator.Activation is { } activation)
        {
            EachVector(
                panel,
                (oh, ow, channel, v) => activation.Value(_b.Declare("y", LocalType.Vector, new LoadVector("output", _output.At(oh, ow, channel)), v)));
        }
    }

    /// <summary>Stores something for every pixel in each vector of a tile of channels.</summary>
    private void EachVector(ChannelPanel panel, Func<IndexExpression, IndexExpression, IndexExpression, IndexExpression, Expression> value) =>
        EachRow((first, rows) =>
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
