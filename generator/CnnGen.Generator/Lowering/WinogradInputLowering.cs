using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Planning;

namespace CnnGen.Generator.Lowering;

/// <summary>A row of tiles of the input, brought to the points: Bᵀ·d·B for each tile and each vector of channels.</summary>
internal static class WinogradInputLowering
{
    /// <summary>Adds the kernel.</summary>
    /// <returns>The name to call.</returns>
    public static string Define(NodeLowering node, WinogradConvolution algorithm, WinogradScratch scratch, int tiles)
    {
        (WinogradAxis vertical, WinogradAxis horizontal) = (algorithm.Grid.Vertical, algorithm.Grid.Horizontal);
        return node.Define(
            node.Cause("ToPoints", tiles),
            () => [FormattableString.Invariant($"Bᵀ·d·B for {tiles} tiles d of {vertical.Points}×{horizontal.Points} inputs, a vector of channels at a time.")],
            () => Lower(node, vertical, horizontal, algorithm.Operator.Convolution.Horizontal.S, scratch, tiles));
    }

    private static KernelCode Lower(NodeLowering node, WinogradAxis vertical, WinogradAxis horizontal, int columnsAsOne, WinogradScratch scratch, int tiles)
    {
        BufferLayout input = node.InputLayout(0);
        int pixelStride = columnsAsOne * input.PixelStride;
        int lanes = node.Lanes;
        LoopBuilder b = new();
        b.For("tile", tiles, tile => b.For("ic", scratch.InputWidth, ic => b.Scope(() =>
        {
            string d = b.Pointer("d", "input", (tile * (horizontal.Outputs * pixelStride)) + ic);
            string v = b.Pointer("v", "points", (tile * scratch.InputWidth) + ic);
            Local[][] rows = new Local[vertical.Points][];
            for (int i = 0; i < rows.Length; i++)
            {
                int row = i;
                Local[] values = new Local[horizontal.Points];
                for (int j = 0; j < values.Length; j++)
                {
                    values[j] = b.Declare("d", LocalType.Vector, new LoadVector(d, (row * input.RowStride) + (j * pixelStride)), row, j);
                }

                rows[i] = WinogradSteps.Input(b, horizontal, values, "row", point => [row, point]);
            }

            for (int j = 0; j < horizontal.Points; j++)
            {
                int column = j;
                Local[] values = WinogradSteps.Input(b, vertical, [.. rows.Select(row => row[column])], "point", point => [point, column]);
                for (int i = 0; i < values.Length; i++)
                {
                    b.Add(new StoreVector(v, ((i * horizontal.Points) + column) * scratch.InputPoint, values[i], lanes));
                }
            }
        }), lanes));

        return new KernelCode(
            lanes, [new KernelParameter("input", ParameterType.FloatPointer), new KernelParameter("points", ParameterType.FloatPointer)], b.Statements);
    }
}
