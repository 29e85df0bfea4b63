using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// A row of tiles of the input, brought to the points: Bᵀ·d·B for each tile and each vector of channels, first along its rows, then along its columns.
/// </summary>
internal sealed class WinogradInputLowering
{
    private readonly LoopBuilder _b = new();
    private readonly NodeLowering _node;
    private readonly WinogradGrid _grid;
    private readonly PointMemory _memory;
    private readonly WinogradConvolution _algorithm;
    private readonly WinogradBlocks _columns;
    private readonly int _rows;
    private readonly int _lanes;

    private WinogradInputLowering(NodeLowering node, WinogradConvolution algorithm, WinogradScratch scratch, WinogradBlocks columns, int rows)
    {
        (_node, _grid, _algorithm, _columns, _rows) = (node, algorithm.Grid, algorithm, columns, rows);
        _memory = scratch.Inputs(_grid);
        _lanes = scratch.InputLanes;
    }

    private WinogradAxis Vertical => _grid.Vertical.Cut(_rows);

    /// <summary>Adds the kernel.</summary>
    /// <param name="node">The layer.</param>
    /// <param name="algorithm">How it is computed.</param>
    /// <param name="scratch">Where the points are.</param>
    /// <param name="columns">Tiles of the row.</param>
    /// <param name="rows">Rows of outputs of each tile.</param>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, WinogradConvolution algorithm, WinogradScratch scratch, WinogradBlocks columns, int rows)
    {
        WinogradInputLowering lowering = new(node, algorithm, scratch, columns, rows);
        return node.Define(node.Key("InputTransform", columns.Tiles, columns.LastOutputs, rows), lowering.Comment, lowering.Run);
    }

    private EquatableArray<string> Comment()
    {
        string last = _columns.IsCut(_grid.Horizontal)
            ? FormattableString.Invariant($", of the last one {_grid.Horizontal.Cut(_columns.LastOutputs).Points} columns")
            : "";
        string order = _grid.IsTwoDimensional ? $"; along rows into {TileLayout.BetweenName}, then along columns" : "";
        return
        [
            .. LayerComments.OfStage(
                _node,
                _algorithm.Name,
                AlgorithmStage.InputTransform,
                $"points[point, tile, ic] = (Bᵀ·d·B)[point] for {PointMemory.Count(_columns.Tiles)} d of "
                    + FormattableString.Invariant($"{Vertical.Points}×{_grid.Horizontal.Points} inputs{last}"),
                $"a vector of channels at a time{order}"),
            .. _memory.Comment(_columns),
        ];
    }

    private KernelCode Run()
    {
        foreach ((int first, int count, WinogradAxis horizontal) in _columns.Lengths(_grid.Horizontal))
        {
            _b.For("tile", first, first + count, 1, tile => _b.For("ic", _memory.TileStride, ic => _b.Scope(() => Tile(horizontal, tile, ic)), _lanes));
        }

        List<KernelParameter> parameters = [new("input", ParameterType.FloatPointer), .. _memory.Parameters(_columns)];
        if (_grid.IsTwoDimensional)
        {
            parameters.Add(new KernelParameter(TileLayout.BetweenName, ParameterType.FloatPointer));
        }

        return _b.Code(_lanes, parameters.ToEquatableArray());
    }

    private void Tile(WinogradAxis horizontal, IndexExpression tile, IndexExpression ic)
    {
        BufferLayout input = _node.InputLayout(0);
        int pixelStride = _algorithm.ColumnsAsOne * input.PixelStride;
        string d = _b.Pointer("d", "input", (tile * (_grid.Horizontal.Outputs * horizontal.Stride * pixelStride)) + ic);
        TileLayout inputs = new(d, input.RowStride, pixelStride);
        TransformLayout points = new(_b, _memory, _columns, _rows, horizontal, (tile * _memory.TileStride) + ic);
        if (_grid.Vertical.IsDirect)
        {
            points.StoreRow(_b, AlongRow(horizontal, inputs, 0), _lanes);
            return;
        }

        TileLayout from = inputs;
        if (_grid.IsTwoDimensional)
        {
            from = TileLayout.Between(horizontal, _lanes);
            _b.For("row", Vertical.Points, row => from.StoreRow(_b, row, 0, AlongRow(horizontal, inputs, row), _lanes));
        }

        string name = _grid.IsTwoDimensional ? "half" : "d";
        int[] rows = [.. Enumerable.Range(0, Vertical.Points)];
        points.EachColumn(_b, (column, place) => place.Store(_b, WinogradSteps.Input(_b, Vertical, from.LoadColumn(_b, name, column, rows), "point"), _lanes));
    }

    private Local[] AlongRow(WinogradAxis horizontal, TileLayout inputs, IndexExpression row) =>
        WinogradSteps.Input(_b, horizontal, inputs.LoadRow(_b, "d", row, horizontal.Points), "x");
}
