using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>
/// A row of tiles from the points to outputs: Aᵀ·m·A for each tile and each vector of channels, first along its columns, then along its rows; then pooling, bias, residual and activation. Activations rise
/// monotonically, so the maximum may be taken first.
/// </summary>
internal sealed class WinogradOutputLowering
{
    private readonly LoopBuilder _b = new();
    private readonly NodeLowering _node;
    private readonly FusedConvolution _operator;
    private readonly WinogradGrid _grid;
    private readonly WinogradScratch _scratch;
    private readonly int _width;
    private readonly int _rows;
    private readonly int _rowOfProducts;

    private WinogradOutputLowering(NodeLowering node, WinogradConvolution algorithm, WinogradWeights weights, WinogradScratch scratch, int tiles, int rows)
    {
        _rowOfProducts = tiles * weights.ChunkWidth;
        (_node, _operator, _grid, _scratch, _width, _rows) = (node, algorithm.Operator, algorithm.Grid, scratch, weights.ChunkWidth, rows);
    }

    private int PoolRows => _operator.PoolRows;

    private int PoolColumns => _operator.PoolColumns;

    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="weights">Channels of a chunk.</param>
    /// <param name="scratch">Where the products are.</param>
    /// <param name="columns">Tiles of the row; the last one may reach past the edge.</param>
    /// <param name="rows">Rows of outputs of each tile that exist.</param>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, WinogradConvolution algorithm, WinogradWeights weights, WinogradScratch scratch, WinogradBlocks columns, int rows)
    {
        WinogradOutputLowering lowering = new(node, algorithm, weights, scratch, columns.Tiles, rows);
        return node.Define(
            node.Cause("FromPoints", columns.Tiles, columns.LastOutputs, rows),
            () => lowering.Comment(columns.Tiles),
            () => lowering.Run(columns, weights.ChunkChannels));
    }

    private EquatableArray<string> Comment(int tiles)
    {
        string after = (_operator.AddsResidual ? " + residual" : "") + (_operator.Activation is null ? "" : ", " + _operator.Activation.Describe())
            + (_operator.Pool is null ? "" : ", " + _operator.Pool.Describe());
        return [FormattableString.Invariant($"Aᵀ·m·A{after} for {tiles} tiles, {_rows} of {_grid.Vertical.Outputs} rows of each, a vector of channels at a time.")];
    }

    private KernelCode Run(WinogradBlocks columns, int channels)
    {
        bool isCut = columns.LastOutputs < _grid.Horizontal.Outputs;
        int whole = isCut ? columns.Tiles - 1 : columns.Tiles;
        _b.For("tile", whole, tile => Vectors(tile, _grid.Horizontal.Outputs, channels));
        if (isCut)
        {
            Vectors(whole, columns.LastOutputs, channels);
        }

        List<KernelParameter> parameters = [new("products", ParameterType.FloatPointer)];
        foreach ((string name, bool isUsed) in ((string, bool)[])[("bias", _operator.Convolution.HasBias), ("residual", _operator.AddsResidual), ("output", true), (TilePlaces.BetweenName, _grid.IsTwoDimensional)])
        {
            if (isUsed)
            {
                parameters.Add(new KernelParameter(name, ParameterType.FloatPointer));
            }
        }

        return new KernelCode(_node.Lanes, parameters.ToEquatableArray(), _b.Statements);
    }

    private void Vectors(IndexExpression tile, int columns, int channels)
    {
        int lanes = _node.Lanes;
        int whole = channels / lanes * lanes;
        _b.For("oc", whole, oc => _b.Scope(() => Tile(tile, columns, oc, lanes)), lanes);
        if (channels > whole)
        {
            _b.Scope(() => Tile(tile, columns, whole, channels - whole));
        }
    }

    private void Tile(IndexExpression tile, int columns, IndexExpression oc, int channels)
    {
        (WinogradAxis vertical, WinogradAxis horizontal) = (_grid.Vertical, _grid.Horizontal);
        string m = _b.Pointer("m", "products", (tile * _width) + oc);
        TilePlaces places = new(m, vertical.IsSummed ? _rowOfProducts : horizontal.Points * _scratch.ProductPoint, _scratch.ProductPoint);
        if (horizontal.IsSummed)
        {
            Local[] column = WinogradSteps.Output(_b, vertical, places.LoadColumn(_b, "m", 0, vertical.Points), "y", _rows);
            for (int row = 0; row < _rows / PoolRows; row++)
            {
                Local[][] outputs = [.. column.Skip(row * PoolRows).Take(PoolRows).Select(value => (Local[])[value])];
                Place place = new(tile, row, oc);
                _b.Scope(() => Store(outputs, place, columns, channels));
            }

            return;
        }

        if (!vertical.IsSummed)
        {
            TilePlaces between = TilePlaces.Between(horizontal, _node.Lanes);
            _b.For("column", horizontal.Points, column =>
                between.StoreColumn(_b, column, WinogradSteps.Output(_b, vertical, places.LoadColumn(_b, "m", column, vertical.Points), "x", _rows), _node.Lanes));
            places = between;
        }

        _b.For("row", _rows / PoolRows, row =>
        {
            Local[][] outputs = new Local[PoolRows][];
            for (int i = 0; i < PoolRows; i++)
            {
                string suffix = PoolRows == 1 ? "" : FormattableString.Invariant($"{i}_");
                outputs[i] = WinogradSteps.Output(_b, horizontal, places.LoadRow(_b, "half" + suffix, (row * PoolRows) + i, horizontal.Points), "y" + suffix, columns);
            }

            Store(outputs, new Place(tile, row, oc), columns, channels);
        });
    }

    /// <summary>Finishes and stores rows of outputs, which pooling makes one.</summary>
    private void Store(Local[][] outputs, Place place, int columns, int channels)
    {
        Local? bias = _operator.Convolution.HasBias ? _b.Declare("b", LocalType.Vector, new LoadVector("bias", place.Channel)) : null;
        for (int column = 0; column < columns / PoolColumns; column++)
        {
            Expression value = Largest(outputs, column * PoolColumns);
            value = bias is null ? value : new Binary(BinaryOperation.Add, value, bias);
            if (_operator.AddsResidual)
            {
                value = new Binary(BinaryOperation.Add, value, new LoadVector("residual", Offset(_node.InputLayout(1), place, column)));
            }

            if (_operator.Activation is { } activation)
            {
                Local sum = _b.Declare("out", LocalType.Vector, value, column);
                value = activation.Value(sum);
            }

            _b.Add(new StoreVector("output", Offset(_node.OutputLayout, place, column), value, channels));
        }
    }

    /// <summary>The place of an output, relative to the first one of the row of tiles.</summary>
    private IndexExpression Offset(BufferLayout layout, Place place, int column) =>
        (place.Tile * (_grid.Horizontal.Outputs / PoolColumns * layout.PixelStride)) + (column * layout.PixelStride) + (place.Row * layout.RowStride) + place.Channel;

    private Expression Largest(Local[][] outputs, int firstColumn)
    {
        Expression largest = outputs[0][firstColumn];
        for (int i = 0; i < PoolRows; i++)
        {
            for (int j = 0; j < PoolColumns; j++)
            {
                largest = i + j == 0 ? largest : new Binary(BinaryOperation.Maximum, largest, outputs[i][firstColumn + j]);
            }
        }

        return largest;
    }

    /// <summary>Which row of a tile's outputs is stored, after pooling.</summary>
    private readonly record struct Place(IndexExpression Tile, IndexExpression Row, IndexExpression Channel);
}
