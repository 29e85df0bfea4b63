using System.Runtime.CompilerServices;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// Products of Winograd's algorithm whose filters are brought to the points in registers: row of points after row, with sums for all tiles at all points of the
/// row.
/// </summary>
internal static class OnTheFlyFilterTransform
{
    // A row of the filter at the points of a row, its parts at ±p, and constants.
    private const int OtherRegisters = 8;

    // Cycles of a row of points outside its inner loop.
    private const double RowOverhead = 12;

    /// <summary>Whether the sums of a row of points fit into registers, and the filters are such that a vector of channels is one of filters.</summary>
    /// <param name="convolution">The layer.</param>
    /// <param name="grid">Its tiles.</param>
    /// <param name="target">Register count.</param>
    public static bool Serve(Convolution convolution, WinogradGrid grid, Target target) =>
        grid is { IsTwoDimensional: true, Blocks: 1 }
        && grid is { Vertical: { Stride: 1, Taps: > 1, PadsLast: false }, Horizontal: { Stride: 1, Taps: > 1, PadsLast: false } }
        && convolution is { Groups: 1, Horizontal.S: 1 }
        && convolution.Filters % target.Lanes == 0
        && grid.RowParts().Max(rows => rows.Tiles) * grid.ColumnParts().Sum(columns => columns.All * columns.Tiles) <= target.Registers - OtherRegisters;

    /// <summary>Estimated cycles, without the transforms of inputs and outputs.</summary>
    /// <param name="grid">The tiles, in a single block.</param>
    /// <param name="ic">Input channels.</param>
    /// <param name="outputVectors">Vectors of output channels.</param>
    /// <param name="target">Vector width.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public static double Cycles(WinogradGrid grid, int ic, int outputVectors, Target target)
    {
        (WinogradAxis vertical, WinogradAxis horizontal) = (grid.Vertical, grid.Horizontal);
        int pairs = vertical.Pairs.Count;
        int alongColumns = 2 * pairs * (vertical.Taps - 1) * horizontal.Taps;
        int alongRow = horizontal.Pairs.Count * horizontal.Taps;
        int tilesOfRow = grid.ColumnParts().Sum(columns => columns.All * columns.Tiles);
        double operations = alongColumns;
        double sums = 0;
        foreach (PointSegment rows in grid.RowParts())
        {
            operations += rows.All * ((rows.Tiles * tilesOfRow) + alongRow);
            sums += rows.All * rows.Tiles * tilesOfRow;
        }

        double arithmetic = outputVectors * ((ic * operations / RegisterTile.PerCycle) + sums + (vertical.Points * RowOverhead));
        double panelBytes = (double)ic * vertical.Taps * horizontal.Taps * target.Lanes * sizeof(float);
        int passes = target.Machine.FitsL2(panelBytes) ? 1 : vertical.Points;
        return arithmetic + target.Machine.WeightCycles(outputVectors * panelBytes, passes, arithmetic);
    }
}
