using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>
/// A tile of a <see cref="DirectConvolution"/>: sums in registers that take the steps of the window and its channels, and are pooled and stored.
/// </summary>
/// <param name="b">Where it is written.</param>
/// <param name="node">The layer.</param>
/// <param name="algorithm">What stays in registers.</param>
/// <param name="panel">Its channels.</param>
/// <param name="oh">The first row of the output.</param>
/// <param name="ow">The first column of the output.</param>
/// <param name="rows">Rows of the convolution, those of each pool's window together.</param>
/// <param name="columns">Columns of the convolution.</param>
internal sealed class ConvolutionTile(
    LoopBuilder b, NodeLowering node, DirectConvolution algorithm, ChannelPanel panel, IndexExpression oh, IndexExpression ow, int rows, int columns)
{
    private readonly FusedConvolution _operator = algorithm.Operator;
    private readonly BufferLayout _input = node.InputLayout(0);
    private readonly BufferLayout _output = node.OutputLayout;

    private readonly AccumulatorTile _accumulators =
        new(b, new SplitAccumulators(algorithm.Tile.Split, algorithm.Bf16Weights), ("r", rows), ("c", columns), ("v", panel.Tiles.Vectors));

    private WindowAxis Vertical => _operator.Convolution.Vertical;

    private WindowAxis Horizontal => _operator.Convolution.Horizontal;

    private int Split => algorithm.Tile.Split;

    private int Lanes => algorithm.Lanes;

    private int Vectors => panel.Tiles.Vectors;

    /// <summary>Writes the accumulators, the loops over the steps and the stores.</summary>
    public void Write()
    {
        IndexExpression firstRow = (oh * (_operator.PoolRows * Vertical.S)) + ((panel.KernelRow ?? 0) * Vertical.D) - Vertical.Before;
        IndexExpression firstColumn = (ow * (_operator.PoolColumns * Horizontal.S)) - Horizontal.Before;
        string x = b.Pointer("x", "input", _input.At(firstRow, firstColumn, panel.InputChannel));
        string w = b.Pointer("w", "weights", panel.WeightsAt);
        if (algorithm.PrefetchesResidual)
        {
            PrefetchResidual();
        }

        _accumulators.Declare(place => panel.KernelRow is null ? new Splat(0f) : new LoadVector("output", WaitingAt(place[0], place[1], place[2])));

        if (algorithm.Tile.KernelColumns > 1)
        {
            SlidingSteps(x, w);
        }
        else
        {
            Steps(x, w);
        }

        _accumulators.Combine();

        if (panel.KernelRow is null)
        {
            Store();
        }
        else
        {
            _accumulators.Each(place => b.Add(new StoreVector("output", WaitingAt(place[0], place[1], place[2]), _accumulators[place], Lanes)));
        }
    }

    /// <summary>Its lines are a pixel apart, which no processor foresees; the steps of the tile take longer than they need to come.</summary>
    private void PrefetchResidual()
    {
        BufferLayout residual = node.InputLayout(1);
        int vectorsOfLine = Math.Max(1, MachineModel.CacheLine / Lanes);
        for (int r = 0; r < rows; r += _operator.PoolRows)
        {
            for (int c = 0; c < columns; c += _operator.PoolColumns)
            {
                for (int v = 0; v < Vectors; v += vectorsOfLine)
                {
                    IndexExpression at = residual.At(oh + (r / _operator.PoolRows), ow + (c / _operator.PoolColumns), Channel(v));
                    b.Add(new CallLibrary("Prefetching.ToSecondCache", [new AddressOf("residual", at)]));
                }
            }
        }
    }

    private void Steps(string x, string w)
    {
        SplitAccumulators turns = new(Split, algorithm.Bf16Weights);
        int width = Vectors * Lanes;
        Convolution summed = panel.KernelRow is null ? _operator.Convolution : _operator.Convolution with { Vertical = Vertical with { F = 1 } };
        PrefetchedLines? weightPrefetch = WeightPrefetchOf(summed, width);
        PrefetchedLines? inputPrefetch = InputPrefetchOf(Horizontal.F * _operator.Convolution.GroupChannels(_input.Shape.Channels));
        ReductionLoops.Of(summed, _input, algorithm.UnrollLimit).Loop(b, turns, (inputAt, step, turn) =>
        {
            Expression Weight(IndexExpression v) => turns.Weights(w, step, turn, width, v * Lanes);
            bool weightsInRegisters = rows * columns > 1;
            weightPrefetch?.Write(b, w, step);
            inputPrefetch?.Write(b, x, step);
            if (weightsInRegisters)
            {
                b.Unroll("v", Vectors, v => b.Declare("w", LocalType.Vector, Weight(v), v));
            }

            b.Unroll("r", rows, r => b.Unroll("c", columns, c =>
            {
                IndexExpression at = inputAt + (r * (Vertical.S * _input.RowStride)) + (c * (Horizontal.S * _input.PixelStride));
                Local pixel = b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, at)), r, c);
                b.Unroll("v", Vectors, v =>
                {
                    Expression factor = weightsInRegisters ? new Local("w", LocalType.Vector, [v]) : Weight(v);
                    _accumulators.MultiplyAdd(turn, pixel, factor, r, c, v);
                });
            }));
        });
    }

    /// <summary>The weights of the next channels, which are asked for while those of a tile are used for one tile of pixels after the other.</summary>
    private PrefetchedLines? WeightPrefetchOf(Convolution summed, int width)
    {
        int channels = _input.Shape.Channels;
        int rowsOfTile = algorithm.Tile.Rows / _operator.PoolRows;
        int columnsOfTile = algorithm.Tile.Columns / _operator.PoolColumns;
        int rowTiles = (_output.Shape.Height + rowsOfTile - 1) / rowsOfTile;
        int columnTiles = (_output.Shape.Width + columnsOfTile - 1) / columnsOfTile;
        return WeightPrefetch.Lines(
            algorithm.PrefetchesWeights,
            summed.ReductionLength(channels),
            width,
            rowTiles * columnTiles,
            (oh, rowsOfTile, columnTiles),
            (ow, columnsOfTile, 1));
    }

    private PrefetchedLines? InputPrefetchOf(int stepsOfRow) =>
        algorithm.PrefetchesInput ? InputPrefetch.Lines(_operator.Convolution, _input, rows, columns, stepsOfRow) : null;

    /// <summary>The weights of a kernel row in registers; each input is loaded once and added wherever a column of the kernel meets it.</summary>
    private void SlidingSteps(string x, string w)
    {
        int ic = _operator.Convolution.GroupChannels(_input.Shape.Channels);
        int width = Vectors * Lanes;
        PrefetchedLines? inputPrefetch = InputPrefetchOf(ic);
        b.For("kh", Vertical.F, kh => b.For("ic", ic, i => b.Scope(() =>
        {
            inputPrefetch?.Write(b, x, (kh * ic) + i);
            b.Unroll("kw", Horizontal.F, kw => b.Unroll("v", Vectors, v => b.Declare(
                "w", LocalType.Vector, new LoadVector(w, (((kh * Horizontal.F) + kw) * (ic * width)) + (i * width) + (v * Lanes)), kw, v)));
            for (int r = 0; r < rows; r++)
            {
                for (int column = 0; column < columns + Horizontal.F - 1; column++)
                {
                    IndexExpression at = (kh * (Vertical.D * _input.RowStride)) + (r * Vertical.S * _input.RowStride)
                        + (column * _input.PixelStride) + (i * _input.ChannelStride);
                    Local pixel = b.Declare("x", LocalType.Vector, new Splat(new LoadElement(x, at)), r, column);
                    for (int kw = Math.Max(0, column - columns + 1); kw <= Math.Min(column, Horizontal.F - 1); kw++)
                    {
                        for (int v = 0; v < Vectors; v++)
                        {
                            _accumulators.MultiplyAdd(0, pixel, new Local("w", LocalType.Vector, [kw, v]), r, column - kw, v);
                        }
                    }
                }
            }
        })));
    }

    /// <summary>Pools, writes the epilogue and stores.</summary>
    private void Store()
    {
        for (int r = 0; r < rows; r += _operator.PoolRows)
        {
            for (int c = 0; c < columns; c += _operator.PoolColumns)
            {
                for (int v = 0; v < Vectors; v++)
                {
                    int count = panel.Tiles.Lanes(v, Lanes);
                    (IndexExpression row, IndexExpression column, IndexExpression channel) =
                        (oh + (r / _operator.PoolRows), ow + (c / _operator.PoolColumns), Channel(v));
                    Local best = ArgMax(r, c, v, out Local? place);
                    Expression value = algorithm.EpilogueOf(count).ApplyInPlace(b, best, pointer =>
                        new LoadVector(pointer, Epilogue.PlaceOf(pointer, channel, () => node.InputLayout(1).At(row, column, channel))));
                    b.Add(new StoreVector("output", _output.At(row, column, channel), value, count, panel.IsNonTemporal));
                    if (place is not null)
                    {
                        b.Add(new StoreIntegerVector("argmax", node.ArgMaxLayout.At(row, column, channel), place, count));
                    }
                }
            }
        }
    }

    /// <summary>The maximum of a pool's window; without a pool the sum itself.</summary>
    private Local ArgMax(int r, int c, int v, out Local? place)
    {
        int columnsOfWindow = _operator.PoolColumns;
        Local[] sums = [.. Enumerable
            .Range(0, _operator.PoolRows * columnsOfWindow)
            .Select(i => _accumulators[r + (i / columnsOfWindow), c + (i % columnsOfWindow), v])];
        place = null;
        if (!_operator.KeepsArgMax)
        {
            if (sums.Length > 1)
            {
                b.Assign(sums[0], WindowExtremum.Maximum(sums));
            }

            return sums[0];
        }

        Local best = sums[sums.Length - 1];
        place =
            b.Declare(
                "place",
                LocalType.IntegerVector,
                new SplatInteger(ArgMaxIndex.Code(_operator.Pool!, _operator.PoolRows - 1, columnsOfWindow - 1)),
                r,
                c,
                v);
        for (int i = sums.Length - 2; i >= 0; i--)
        {
            WindowExtremum.TakeEarlier(b, best, place, sums[i], new SplatInteger(ArgMaxIndex.Code(_operator.Pool!, i / columnsOfWindow, i % columnsOfWindow)));
        }

        return best;
    }

    private IndexExpression Channel(IndexExpression v) => panel.Channel + (v * Lanes);

    /// <summary>Where a sum waits in the output for the next row of the kernel.</summary>
    private IndexExpression WaitingAt(IndexExpression r, IndexExpression c, IndexExpression v) => _output.At(oh + r, ow + c, Channel(v));
}
