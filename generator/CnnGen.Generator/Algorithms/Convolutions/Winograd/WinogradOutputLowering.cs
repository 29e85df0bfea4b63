using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Algorithms.Pooling;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// A row of tiles from the points to outputs: Aᵀ·m·A for each tile and each vector of channels, first along its columns, then along its rows; then pooling,
/// bias, residual and activation. Activations rise monotonically, so the maximum may be taken first.
/// </summary>
internal sealed class WinogradOutputLowering
{
    private readonly LoopBuilder _b = new();
    private readonly NodeLowering _node;
    private readonly WinogradConvolution _algorithm;
    private readonly FusedConvolution _operator;
    private readonly Epilogue _epilogue;
    private readonly WinogradGrid _grid;
    private readonly PointMemory _memory;
    private readonly WinogradBlocks _columns;
    private readonly int _rows;

    private WinogradOutputLowering(NodeLowering node, WinogradConvolution algorithm, WinogradScratch scratch, WinogradBlocks columns, int rows)
    {
        (_node, _algorithm, _operator, _grid, _columns, _rows) = (node, algorithm, algorithm.Operator, algorithm.Grid, columns, rows);
        _memory = scratch.Outputs(_grid);
        _epilogue = Epilogue.Of(_operator);
    }

    private int PoolRows => _operator.PoolRows;

    private int PoolColumns => _operator.PoolColumns;

    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="weights">Channels of a chunk.</param>
    /// <param name="scratch">Where the products are.</param>
    /// <param name="columns">Tiles of the row.</param>
    /// <param name="rows">Rows of outputs of each tile.</param>
    /// <returns>The name to call.</returns>
    public static string Define(
        NodeLowering node,
        WinogradConvolution algorithm,
        WinogradWeights weights,
        WinogradScratch scratch,
        WinogradBlocks columns,
        int rows)
    {
        WinogradOutputLowering lowering = new(node, algorithm, scratch, columns, rows);
        return node.Define(
            node.Key("OutputTransform", columns.Tiles, columns.LastOutputs, rows),
            lowering.Comment,
            () => lowering.Run(weights.ChunkChannels));
    }

    /// <summary>Whether these channels are stored past the caches. The stores of a tile are a row apart.</summary>
    /// <param name="algorithm">The schedule.</param>
    /// <param name="node">The layer.</param>
    /// <param name="channels">Channels that are stored.</param>
    public static bool IsNonTemporal(WinogradConvolution algorithm, NodeLowering node, int channels) =>
        algorithm.HasNonTemporalStores && NonTemporalStores.AreWholeLines(Math.Min(channels, node.Lanes));

    private EquatableArray<string> Comment()
    {
        string after = _epilogue.Formula + (_operator.Pool is null ? "" : ", " + _operator.Pool.Describe());
        string last = _columns.LastOutputs < _grid.Horizontal.Outputs ? FormattableString.Invariant($", of the last one {_columns.LastOutputs} columns") : "";
        string order = _grid.IsTwoDimensional ? $"; along columns into {TileLayout.BetweenName}, then along rows" : "";
        return
        [
            .. LayerComments.OfStage(
                _node,
                _algorithm.Name,
                AlgorithmStage.OutputTransform,
                $"out[tile, oc] = Aᵀ·m·A{after} for the products m of {PointMemory.Count(_columns.Tiles)} of "
                    + FormattableString.Invariant($"{_rows}×{_grid.Horizontal.Outputs} outputs{last}"),
                $"a vector of channels at a time{order}"),
            .. _memory.Comment(_columns),
        ];
    }

    private KernelCode Run(int channels)
    {
        foreach ((int first, int count, WinogradAxis horizontal) in _columns.Lengths(_grid.Horizontal))
        {
            _b.For("tile", first, first + count, 1, tile => Vectors(horizontal, tile, channels));
        }

        List<KernelParameter> parameters = [.. _memory.Parameters(_columns), .. _epilogue.Parameters, new("output", ParameterType.FloatPointer)];
        if (_grid.IsTwoDimensional)
        {
            parameters.Add(new KernelParameter(TileLayout.BetweenName, ParameterType.FloatPointer));
        }

        return _b.Code(_node.Lanes, parameters.ToEquatableArray());
    }

    private void Vectors(WinogradAxis horizontal, IndexExpression tile, int channels)
    {
        int lanes = _node.Lanes;
        int whole = channels / lanes * lanes;
        _b.For("oc", whole, oc => _b.Scope(() => Tile(horizontal, tile, oc, lanes)), lanes);
        if (channels > whole)
        {
            _b.Scope(() => Tile(horizontal, tile, whole, channels - whole));
        }
    }

    private void Tile(WinogradAxis horizontal, IndexExpression tile, IndexExpression oc, int channels)
    {
        WinogradAxis vertical = _grid.Vertical.Cut(_rows);
        TransformLayout points = new(_b, _memory, _columns, _rows, horizontal, (tile * _memory.TileStride) + oc);
        if (horizontal.IsDirect)
        {
            points.EachColumn(_b, (_, place) =>
            {
                Local[] column = WinogradSteps.Output(_b, vertical, place.Load(_b, "m"), "y");
                for (int row = 0; row < _rows / PoolRows; row++)
                {
                    Local[][] outputs = [.. column.Skip(row * PoolRows).Take(PoolRows).Select(value => (Local[])[value])];
                    Place of = new(tile, row, oc);
                    _b.Scope(() => Store(outputs, of, channels));
                }
            });
            return;
        }

        TileLayout between = TileLayout.Between(horizontal, _node.Lanes);
        if (!vertical.IsDirect)
        {
            points.EachColumn(_b, (column, place) =>
                between.StoreColumn(_b, column, [.. Enumerable.Range(0, _rows)], WinogradSteps.Output(_b, vertical, place.Load(_b, "m"), "x"), _node.Lanes));
        }

        _b.For("row", _rows / PoolRows, row =>
        {
            Local[][] outputs = new Local[PoolRows][];
            for (int i = 0; i < PoolRows; i++)
            {
                string suffix = PoolRows == 1 ? "" : FormattableString.Invariant($"{i}_");
                IndexExpression from = (row * PoolRows) + i;
                Local[] half = vertical.IsDirect ? points.LoadRow(_b, "half" + suffix, from) : between.LoadRow(_b, "half" + suffix, from, horizontal.Points);
                outputs[i] = WinogradSteps.Output(_b, horizontal, half, "y" + suffix);
            }

            Store(outputs, new Place(tile, row, oc), channels);
        });
    }

    /// <summary>Writes the epilogue of rows of outputs, which pooling makes one, and stores them.</summary>
    private void Store(Local[][] outputs, Place place, int channels)
    {
        Local? bias = _operator.Convolution.HasBias ? _b.Declare("b", LocalType.Vector, new LoadVector("bias", place.Channel)) : null;
        for (int column = 0; column < outputs[0].Length / PoolColumns; column++)
        {
            int current = column;
            Expression value = _epilogue.Apply(
                Largest(outputs, column * PoolColumns),
                pointer => pointer == AddedTensor.Bias.Pointer ? bias! : new LoadVector(pointer, Offset(_node.InputLayout(1), place, current)),
                sum => _b.Declare("out", LocalType.Vector, sum, current));
            _b.Add(new StoreVector("output", Offset(_node.OutputLayout, place, column), value, channels, IsNonTemporal(_algorithm, _node, channels)));
        }
    }

    /// <summary>The place of an output, relative to the first one of the row of tiles.</summary>
    private IndexExpression Offset(BufferLayout layout, Place place, int column) =>
        (place.Tile * (_grid.Horizontal.Outputs / PoolColumns * layout.PixelStride))
            + (column * layout.PixelStride)
            + (place.Row * layout.RowStride)
            + place.Channel;

    // Along the rows of a window it is known where in the tile they stand, along its columns it is not: those are a loop.
    private Expression Largest(Local[][] outputs, int firstColumn)
    {
        int? readsAll = _grid.Horizontal.Cut(outputs[0].Length).ReadsAllPoints(firstColumn, PoolColumns);
        Expression[] rows = [.. outputs.Select(row => WindowExtremum.Maximum([.. row.Skip(firstColumn).Take(PoolColumns)], readsAll))];
        return rows.Length == 1
            ? rows[0]
            : WindowExtremum.Maximum([.. rows.Select((row, i) => _b.Declare("largest", LocalType.Vector, row, i, firstColumn / PoolColumns))]);
    }

    /// <summary>Which row of a tile's outputs is stored, after pooling.</summary>
    private readonly record struct Place(IndexExpression Tile, IndexExpression Row, IndexExpression Channel);
}
