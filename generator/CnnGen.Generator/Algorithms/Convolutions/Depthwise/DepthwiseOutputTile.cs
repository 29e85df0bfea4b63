using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Activations;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>
/// The block of outputs whose sums a depthwise kernel keeps in registers: neighbouring rows and columns share the inputs of their windows, each of which is
/// loaded once, and so is each weight.
/// </summary>
/// <param name="Rows">Rows of outputs.</param>
/// <param name="Columns">Columns of outputs.</param>
/// <param name="Vectors">Vectors of output channels: as many as there are filters a channel, so that a tile begins at a whole input channel.</param>
/// <param name="Lanes">Channels a vector.</param>
internal sealed record DepthwiseOutputTile(int Rows, int Columns, int Vectors, int Lanes)
{
    private const int MostRows = 4;
    private const int MostColumns = 12;

    // With none to spare the JIT keeps a sum on the stack.
    private const int SpareRegisters = 1;

    // Multiply-adds in one straight line: of more, the rows of the window are a loop.
    private const int MostWrittenOut = 200;

    // Cycles of a tile outside its multiply-adds, loads and stores: addresses, the first loads.
    private const double TileOverhead = 6;

    /// <summary>The cheapest tile, or null where the convolution is not depthwise or its window too wide.</summary>
    public static DepthwiseOutputTile? TryChoose(FusedConvolution fused, int inputChannels, Target target)
    {
        Convolution convolution = fused.Convolution;
        if (!DepthwiseTile.Serves(convolution, inputChannels))
        {
            return null;
        }

        int lanes = target.LanesFor(convolution.Filters);
        int vectors = Math.Min(convolution.GroupFilters, (convolution.Filters + lanes - 1) / lanes);
        DepthwiseOutputTile? best = null;
        double bestCycles = double.MaxValue;
        for (int rows = 1; rows <= Math.Min(MostRows, convolution.Vertical.OutputSize); rows++)
        {
            for (int columns = 1; columns <= Math.Min(MostColumns, convolution.Horizontal.OutputSize); columns++)
            {
                DepthwiseOutputTile tile = new(rows, columns, vectors, lanes);
                bool isOnePixel = rows * columns == 1;
                if (!isOnePixel && (tile.FreeRegisters(convolution, target) < SpareRegisters || (rows > 1 && !tile.IsWrittenOut(convolution))))
                {
                    break;
                }

                double cycles = tile.Cycles(fused, target);
                if (cycles < bestCycles)
                {
                    (best, bestCycles) = (tile, cycles);
                }
            }
        }

        return best;
    }

    /// <summary>Whether the rows of the window are written out; else they are a loop.</summary>
    public bool IsWrittenOut(Convolution convolution) =>
        Rows * Columns * Vectors * convolution.Vertical.F * convolution.Horizontal.F <= MostWrittenOut;

    /// <summary>Registers that neither sums nor weights nor the input value take.</summary>
    public int FreeRegisters(Convolution convolution, Target target) =>
        target.Registers - 1 - (((Rows * Columns) + (RowsOfWeights(convolution.Vertical) * convolution.Horizontal.F)) * Vectors);

    /// <summary>Rows of the window whose weights are in registers together: each is loaded once, and stays until its last row of outputs has used it.</summary>
    private int RowsOfWeights(WindowAxis axis) =>
        Enumerable.Range(0, ((Rows - 1) * axis.S) + ((axis.F - 1) * axis.D) + 1)
            .Max(row => Enumerable.Range(0, axis.F).Count(tap => tap * axis.D <= row && row <= ((Rows - 1) * axis.S) + (tap * axis.D)));

    /// <summary>Whether the activation's constants leave the sums too few registers, so that it is applied to outputs that are stored.</summary>
    public bool ActivatesStored(FusedConvolution fused, Target target) =>
        fused.Activation is Activation activation && activation.Registers > FreeRegisters(fused.Convolution, target);

    /// <summary>The rows, or columns, of the input that neighbouring windows read, each with the (output, tap) pairs that read it.</summary>
    public static IReadOnlyList<(int Place, List<(int Output, int Tap)> Readers)> Readers(WindowAxis axis, int outputs) =>
        [.. DepthwiseTile.InputColumns(axis, outputs)];

    /// <summary>Estimated cycles of all outputs.</summary>
    public double Cycles(FusedConvolution fused, Target target)
    {
        Convolution convolution = fused.Convolution;
        double total = 0;
        foreach ((int firstRow, int endRow, int rows) in Segments.Cut(convolution.Vertical.OutputSize, Rows))
        {
            foreach ((int start, int end, int columns) in Segments.Cut(convolution.Horizontal.OutputSize, Columns))
            {
                total += (endRow - firstRow) / rows * ((end - start) / columns) * CyclesOfTile(convolution, rows, columns, target);
            }
        }

        double outputs = (double)convolution.Vertical.OutputSize * convolution.Horizontal.OutputSize * Vectors;
        total += ActivatesStored(fused, target) ? outputs * StoredActivation.CyclesOfVector : 0;
        return total * ((convolution.Filters + (Vectors * Lanes) - 1) / (Vectors * Lanes));
    }

    /// <summary>
    /// Multiply-adds start two a cycle, beside the loads of inputs and weights. Inputs come from the second cache: channels run on, so that nothing of a tile
    /// is still in the first one when its neighbours are computed.
    /// </summary>
    private double CyclesOfTile(Convolution convolution, int rows, int columns, Target target)
    {
        IReadOnlyList<(int Place, List<(int Output, int Tap)> Readers)> inputRows = Readers(convolution.Vertical, rows);
        int inputs = inputRows.Count * Readers(convolution.Horizontal, columns).Count * Vectors;
        int weights = convolution.Vertical.F * convolution.Horizontal.F * Vectors;
        int outputs = rows * columns * Vectors;
        double multiplyAdds = outputs * convolution.Vertical.F * convolution.Horizontal.F / RegisterTile.PerCycle;
        double loads = (inputs + weights) / MachineModel.LoadsPerCycle;
        double fills = inputs * Lanes * sizeof(float) / target.Machine.FirstCacheFillBytes;
        return Math.Max(multiplyAdds, loads) + fills + outputs + TileOverhead;
    }

    public override string ToString() => FormattableString.Invariant($"{Rows}×{Columns} pixels × {Vectors * Lanes} channels in registers");
}
