using CnnGen.Generator.Graph;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>
/// The loops of <see cref="DirectConvolution"/>: channel tiles, rows, columns, or rows before channel tiles where all weights stay close; inside, the window
/// and the input channels.
/// </summary>
internal sealed class DirectConvolutionLowering
{
    private readonly LoopBuilder _b;
    private readonly NodeLowering _node;
    private readonly DirectConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly RegisterTile _tile;
    private readonly int _lanes;
    private readonly BufferLayout _input;
    private readonly BufferLayout _output;
    private readonly bool _hasBias;
    private readonly bool _dividesChannels;

    private DirectConvolutionLowering(NodeLowering node, DirectConvolution algorithm)
    {
        _node = node;
        _b = new LoopBuilder(node.IsDivided);
        _algorithm = algorithm;
        _operator = algorithm.Operator;
        _tile = algorithm.Tile;
        _lanes = algorithm.Lanes;
        _input = node.InputLayout(0);
        _output = node.OutputLayout;
        _hasBias = _operator.Convolution.HasBias;
        _dividesChannels = algorithm.DividesChannels(_input.Shape.Channels);
    }

    private int Lanes => _lanes;

    private int PoolRows => _operator.PoolRows;

    private int PoolColumns => _operator.PoolColumns;

    public static void Lower(NodeLowering node, DirectConvolution algorithm) => new DirectConvolutionLowering(node, algorithm).Run();

    private void Run()
    {
        ConvolutionWeights weights = ConvolutionWeights.Pack(_node, _operator.Convolution, _input.Shape.Channels, _algorithm);
        KernelSignature signature = new KernelSignature()
            .Floats("input", _node.Input(0))
            .Floats("weights", new RegionArgument(Region.Packed, weights.Weights, 0));
        if (_hasBias)
        {
            signature.Floats("bias", new RegionArgument(Region.Packed, weights.Bias, 0));
        }

        if (_operator.AddsResidual)
        {
            signature.Floats("residual", _node.Input(1));
        }

        signature.Floats("output", _node.Output());
        if (_operator.AddsResidual && _node.InputLayout(1) == _output)
        {
            signature.MayOverwrite("residual");
        }

        if (_operator.KeepsWinners)
        {
            signature.Integers("winners", _node.Winners());
        }

        int units = _dividesChannels ? weights.Runs.Sum(run => run.Tiles.Count) : RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Size);
        signature.DividedInto(_node, units)
            .Call(_node, Lanes, () => Body(weights), () => LayerComments.Of(_node, LayerComments.Formula(_operator, _input.Shape.Channels)));
    }

    private LoopBuilder Body(ConvolutionWeights weights)
    {
        Convolution convolution = _operator.Convolution;
        int ic = convolution.GroupChannels(_input.Shape.Channels);
        int steps = convolution.FanIn(_input.Shape.Channels);
        bool rowsOutside = !_dividesChannels && !MachineModel.StreamsWeights((double)steps * convolution.GroupFilters * sizeof(float));
        _b.For("group", convolution.Groups, group =>
        {
            ChannelPanel Panel(PackedRun run, IndexExpression tile)
            {
                IndexExpression channel = (group * convolution.GroupFilters) + (tile * (run.Tiles.Vectors * Lanes)) + run.Tiles.FirstChannel;
                IndexExpression at = (group * weights.GroupLength) + (tile * _algorithm.TileLength(steps, run.Tiles.Vectors)) + run.Offset;
                return new ChannelPanel(run.Tiles, group * ic, channel, at);
            }

            if (_algorithm.GoesByKernelRows)
            {
                EachChannelTile(weights.Runs, (run, tile) => KernelRows(Panel(run, tile)));
            }
            else if (rowsOutside)
            {
                // Weights are close whenever they are read; rows of input and output are passed over once.
                EachRow((oh, rows) => EachChannelTile(weights.Runs, (run, tile) => PixelTiles(Panel(run, tile), oh, rows)));
            }
            else
            {
                EachChannelTile(weights.Runs, (run, tile) => EachRow((oh, rows) => PixelTiles(Panel(run, tile), oh, rows)));
            }
        });
        return _b;
    }

    private void EachChannelTile(EquatableArray<PackedRun> runs, Action<PackedRun, IndexExpression> body)
    {
        int before = 0;
        foreach (PackedRun run in runs)
        {
            int first = _dividesChannels ? before : 0;
            Range("tile", _dividesChannels, first, first + run.Tiles.Count, unit => body(run, unit - first));
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
            Range(_operator.Pool is null ? "oh" : "ph", !_dividesChannels, first, first + count, unit => body(((unit - first) * rows) + start, rows));
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
            return _operator.AddsResidual ? new Binary(BinaryOperation.Add, start, new LoadVector("residual", _node.InputLayout(1).At(oh, ow, channel))) : start;
        });
        _b.For("kh", vertical.F, kh => EachRow((oh, rows) => PixelTiles(panel with { KernelRow = kh, WeightsAt = panel.WeightsAt + (kh * rowLength) }, oh, rows)));
        if (_operator.Activation is { } activation)
        {
            EachVector(panel, (oh, ow, channel, v) => activation.Value(_b.Declare("y", LocalType.Vector, new LoadVector("output", _output.At(oh, ow, channel)), v)));
        }
    }

    /// <summary>Stores something for every pixel in each vector of a tile of channels.</summary>
    private void EachVector(ChannelPanel panel, Func<IndexExpression, IndexExpression, IndexExpression, IndexExpression, Expression> value) => EachRow((first, rows) =>
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
        foreach ((int first, int last, int columns) in Segments.Cut(_output.Shape.Width, _tile.Columns / PoolColumns))
        {
            _b.For(_operator.Pool is null ? "ow" : "pw", first, last, columns, ow =>
                _b.Scope(() => Tile(panel, oh, ow, rows * PoolRows, columns * PoolColumns)));
        }
    }

    private IEnumerable<(int Start, int End, int Size)> RowTiles() => Segments.Cut(_output.Shape.Height, _tile.Rows / PoolRows);

    /// <summary>A loop that threads divide, or one that each does whole.</summary>
    private void Range(string variable, bool isDivided, int start, int end, Action<IndexExpression> body)
    {
        if (isDivided)
        {
            _b.ForPart(variable, start, end, body);
        }
        else
        {
            _b.For(variable, start, end, 1, body);
        }
    }

    private void Tile(ChannelPanel panel, IndexExpression oh, IndexExpression ow, int rows, int columns)
    {
        (ChannelTiles tiles, IndexExpression inputChannel, IndexExpression channel, IndexExpression weightsAt) = panel;
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = _operator.Convolution;
        IndexExpression firstRow = (oh * (PoolRows * vertical.S)) + ((panel.KernelRow ?? 0) * vertical.D) - vertical.Before;
        string x = _b.Pointer("x", "input", _input.At(firstRow, (ow * (PoolColumns * horizontal.S)) - horizontal.Before, inputChannel));
        string w = _b.Pointer("w", "weights", weightsAt);
        int vectors = tiles.Vectors;
        int split = _tile.Split;
        EachSum(rows, columns, vectors, (r, c, v) =>
        {
            Expression start = panel.KernelRow is not null ? new LoadVector("output", _output.At(oh + r, ow + c, channel + (v * Lanes)))
                : _hasBias ? new LoadVector("bias", channel + (v * Lanes))
                : new Splat(0f);
            _b.Declare("sum", LocalType.Vector, start, r, c, v);
        });
        for (int part = 1; part < split; part++)
        {
            EachSum(rows, columns, vectors, (r, c, v) => _b.Declare(PartName(part), LocalType.Vector, new Splat(0f), r, c, v));
        }

        if (_tile.KernelColumns > 1)
        {
            SlidingSteps(x, w, rows, columns, vectors);
            Store(tiles, channel, oh, ow, rows, columns);
            return;
        }

        bool isHalved = _algorithm.HalvesWeights;
        Convolution summed = panel.KernelRow is null ? _operator.Convolution : _operator.Convolution with { Vertical = vertical with { F = 1 } };
        ConvolutionSteps window = ConvolutionSteps.Of(summed, _input, numbersRest: isHalved);
        WeightsAhead? ahead = Ahead(summed, oh, ow, vectors * Lanes);
        window.Loop(_b, isHalved ? Math.Max(split, 2) : split, (inputAt, weightStep, part) =>
        {
            string name = PartName(part % split);
            Expression Weight(IndexExpression v) => WeightVector.Load(w, weightStep, vectors * Lanes, v * Lanes, isHalved, isSecond: part % 2 == 1);
            bool weightsInRegisters = rows * columns > 1;
            ahead?.Write(_b, w, weightStep);
            if (weightsInRegisters)
            {
                _b.Unroll("v", vectors, v => _b.Declare("w", LocalType.Vector, Weight(v), v));
            }

            _b.Unroll("r", rows, r => _b.Unroll("c", columns, c =>
            {
                IndexExpression at = inputAt + (r * (vertical.S * _input.RowStride)) + (c * (horizontal.S * _input.PixelStride));
                Local pixel = _b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, at)), r, c);
                _b.Unroll("v", vectors, v =>
                {
                    Expression factor = weightsInRegisters
                        ? new Local("w", LocalType.Vector, [v])
                        : Weight(v);
                    Local sum = new(name, LocalType.Vector, [r, c, v]);
                    _b.Assign(sum, new MultiplyAdd(pixel, factor, sum));
                });
            }));
        });
        for (int part = 1; part < split; part++)
        {
            EachSum(rows, columns, vectors, (r, c, v) =>
            {
                Local sum = new("sum", LocalType.Vector, [r, c, v]);
                _b.Assign(sum, new Binary(BinaryOperation.Add, sum, new Local(PartName(part), LocalType.Vector, [r, c, v])));
            });
        }

        if (panel.KernelRow is null)
        {
            Store(tiles, channel, oh, ow, rows, columns);
        }
        else
        {
            EachSum(rows, columns, vectors, (r, c, v) =>
                _b.Add(new StoreVector("output", _output.At(oh + r, ow + c, channel + (v * Lanes)), new Local("sum", LocalType.Vector, [r, c, v]), Lanes)));
        }
    }

    /// <summary>The weights of the next channels, which are asked for while those of a tile are used for one tile of pixels after the other.</summary>
    private WeightsAhead? Ahead(Convolution summed, IndexExpression oh, IndexExpression ow, int width)
    {
        int channels = _input.Shape.Channels;
        (int rows, int columns) = (_tile.Rows / PoolRows, _tile.Columns / PoolColumns);
        int rowTiles = (_output.Shape.Height + rows - 1) / rows;
        int columnTiles = (_output.Shape.Width + columns - 1) / columns;
        double bytes = (double)_operator.Convolution.FanIn(channels) * summed.Filters * sizeof(float);
        return WeightsAhead.Of(bytes, summed.FanIn(channels), width, rowTiles * columnTiles, (oh, rows, columnTiles), (ow, columns, 1));
    }

    /// <summary>The weights of a kernel row in registers; each input is loaded once and added wherever a column of the kernel meets it.</summary>
    private void SlidingSteps(string x, string w, int rows, int columns, int vectors)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = _operator.Convolution;
        int ic = _operator.Convolution.GroupChannels(_input.Shape.Channels);
        _b.For("kh", vertical.F, kh => _b.For("ic", ic, i => _b.Scope(() =>
        {
            _b.Unroll("kw", horizontal.F, kw => _b.Unroll("v", vectors, v => _b.Declare(
                "w", LocalType.Vector, new LoadVector(w, (((kh * horizontal.F) + kw) * (ic * vectors * Lanes)) + (i * (vectors * Lanes)) + (v * Lanes)), kw, v)));
            for (int r = 0; r < rows; r++)
            {
                for (int column = 0; column < columns + horizontal.F - 1; column++)
                {
                    IndexExpression at = (kh * (vertical.D * _input.RowStride)) + (r * vertical.S * _input.RowStride)
                        + (column * _input.PixelStride) + (i * _input.ChannelStride);
                    Local pixel = _b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, at)), r, column);
                    for (int kw = Math.Max(0, column - columns + 1); kw <= Math.Min(column, horizontal.F - 1); kw++)
                    {
                        for (int v = 0; v < vectors; v++)
                        {
                            Local sum = new("sum", LocalType.Vector, [r, column - kw, v]);
                            _b.Assign(sum, new MultiplyAdd(pixel, new Local("w", LocalType.Vector, [kw, v]), sum));
                        }
                    }
                }
            }
        })));
    }

    private static string PartName(int part) => part == 0 ? "sum" : FormattableString.Invariant($"part{part}_");

    private void EachSum(int rows, int columns, int vectors, Action<IndexExpression, IndexExpression, IndexExpression> body) =>
        _b.Unroll("r", rows, r => _b.Unroll("c", columns, c => _b.Unroll("v", vectors, v => body(r, c, v))));

    /// <summary>Pools or adds the residual, applies the activation and stores. Activations rise monotonically, so the maximum may be taken first.</summary>
    private void Store(ChannelTiles tiles, IndexExpression channel, IndexExpression oh, IndexExpression ow, int rows, int columns)
    {
        for (int r = 0; r < rows; r += PoolRows)
        {
            for (int c = 0; c < columns; c += PoolColumns)
            {
                for (int v = 0; v < tiles.Vectors; v++)
                {
                    int count = tiles.Lanes(v, Lanes);
                    IndexExpression pooledRow = oh + (r / PoolRows);
                    IndexExpression pooledColumn = ow + (c / PoolColumns);
                    Local best = Winner(r, c, v, out Local? place);
                    if (_operator.AddsResidual)
                    {
                        IndexExpression at = _node.InputLayout(1).At(pooledRow, pooledColumn, channel + (v * Lanes));
                        _b.Assign(best, new Binary(BinaryOperation.Add, best, new LoadVector("residual", at)));
                    }

                    _b.Add(new StoreVector("output", _output.At(pooledRow, pooledColumn, channel + (v * Lanes)), _operator.Activation?.Value(best) ?? best, count));
                    if (place is not null)
                    {
                        _b.Add(new StoreIntegerVector("winners", _node.WinnersLayout.At(pooledRow, pooledColumn, channel + (v * Lanes)), place, count));
                    }
                }
            }
        }
    }

    private Local Winner(int r, int c, int v, out Local? place)
    {
        Local best = new("sum", LocalType.Vector, [r, c, v]);
        place = _operator.KeepsWinners ? _b.Declare("place", LocalType.IntegerVector, new SplatInteger(0), r, c, v) : null;
        for (int i = 0; i < PoolRows; i++)
        {
            for (int j = 0; j < PoolColumns; j++)
            {
                if (i == 0 && j == 0)
                {
                    continue;
                }

                Local other = new("sum", LocalType.Vector, [r + i, c + j, v]);
                if (place is not null)
                {
                    _b.Assign(place, new SelectGreater(other, best, new SplatInteger(WinnerPlace.Code(_operator.Pool!, i, j)), place));
                }

                _b.Assign(best, new Binary(BinaryOperation.Maximum, best, other));
            }
        }

        return best;
    }

    /// <summary>What a tile of channels is computed from.</summary>
    /// <param name="Tiles">The run of tiles that it belongs to.</param>
    /// <param name="InputChannel">The first channel that is read.</param>
    /// <param name="Channel">The first channel that is written.</param>
    /// <param name="WeightsAt">The first of the packed weights.</param>
    private sealed record ChannelPanel(ChannelTiles Tiles, IndexExpression InputChannel, IndexExpression Channel, IndexExpression WeightsAt)
    {
        /// <summary>The only row of the kernel that is added, to sums that wait in the output; null for all rows.</summary>
        public IndexExpression? KernelRow { get; init; }
    }
}
