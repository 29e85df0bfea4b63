using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>A row of tiles of the input, brought to the points: Bᵀ·d·B for each tile and each vector of channels, first along its rows, then along its columns.</summary>
internal static class WinogradInputLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, WinogradConvolution algorithm, WinogradScratch scratch, int tiles)
    {
        WinogradGrid grid = algorithm.Grid;
        return node.Define(
            node.Cause("ToPoints", tiles),
            () => [FormattableString.Invariant($"Bᵀ·d·B for {tiles} tiles d of {grid.Vertical.Points}×{grid.Horizontal.Points} inputs, a vector of channels at a time.")],
            () => Lower(node, grid, algorithm.ColumnsAsOne, scratch, tiles));
    }

    private static KernelCode Lower(NodeLowering node, WinogradGrid grid, int columnsAsOne, WinogradScratch scratch, int tiles)
    {
        (WinogradAxis vertical, WinogradAxis horizontal) = (grid.Vertical, grid.Horizontal);
        BufferLayout input = node.InputLayout(0);
        int pixelStride = columnsAsOne * input.PixelStride;
        int lanes = node.Lanes;
        LoopBuilder b = new();
        b.For("tile", tiles, tile => b.For("ic", scratch.InputWidth, ic => b.Scope(() =>
        {
            string d = b.Pointer("d", "input", (tile * (horizontal.Outputs * horizontal.Stride * pixelStride)) + ic);
            string v = b.Pointer("v", "points", (tile * scratch.InputWidth) + ic);
            TilePlaces inputs = new(d, input.RowStride, pixelStride);
            TilePlaces points = new(v, horizontal.Points * scratch.InputPoint, scratch.InputPoint);
            TilePlaces? between = grid.IsTwoDimensional ? TilePlaces.Between(horizontal, lanes) : null;
            if (!horizontal.IsSummed)
            {
                TilePlaces to = between ?? points;
                b.For("row", vertical.Points, row => to.StoreRow(b, row, WinogradSteps.Input(b, horizontal, inputs.LoadRow(b, "d", row, horizontal.Points), "x"), lanes));
            }

            if (!vertical.IsSummed)
            {
                TilePlaces from = between ?? inputs;
                string name = between is null ? "d" : "half";
                b.For("column", horizontal.Points, column => points.StoreColumn(b, column, WinogradSteps.Input(b, vertical, from.LoadColumn(b, name, column, vertical.Points), "point"), lanes));
            }
        }), lanes));

        List<KernelParameter> parameters = [new("input", ParameterType.FloatPointer), new("points", ParameterType.FloatPointer)];
        if (grid.IsTwoDimensional)
        {
            parameters.Add(new KernelParameter(TilePlaces.BetweenName, ParameterType.FloatPointer));
        }

        return new KernelCode(lanes, parameters.ToEquatableArray(), b.Statements);
    }
}
