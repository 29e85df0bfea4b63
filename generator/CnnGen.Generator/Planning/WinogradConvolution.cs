using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Convolution of stride 1 by Winograd's algorithm: tiles of the input are transformed, at each point the tiles of a block are multiplied with the
/// transformed weights as matrices, and the products are transformed back, with activation, residual and pooling while they are in registers.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Grid">The tiles, and how many of them make a block.</param>
/// <param name="Chunks">Parts that the output channels are divided into, each with its own transform of the input; 1 where blocks are many enough for threads.</param>
/// <param name="Tile">Tiles of the input × vectors of channels whose products stay in registers.</param>
/// <param name="Reason">Estimates that decided.</param>
internal sealed record WinogradConvolution(FusedConvolution Operator, WinogradGrid Grid, int Chunks, RegisterTile Tile, string Reason) : Algorithm
{
    // Output channels of a chunk: with fewer, transforming the input again for each would be felt.
    private const int LeastChunk = 128;

    // Units of work that divide evenly over a few threads.
    private const int EnoughUnits = 4;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (!context.AllowsWinograd || context.Target.Lanes == 1
            || context.Operator is not FusedConvolution { KeepsWinners: false, SharedWeight: null } fused || !Serves(fused.Convolution))
        {
            return null;
        }

        int inputChannels = context.InputShape(0).Channels;
        int ic = fused.Convolution.GroupChannels(inputChannels);
        double direct = DirectConvolution.CyclesOfBest(context.Tiles, fused, inputChannels, context.Target);
        WinogradConvolution? best = null;
        double bestCycles = direct;
        foreach (WinogradGrid grid in WinogradGrid.For(fused))
        {
            WinogradConvolution candidate = Of(fused, grid, ic, context.Target);
            double cycles = candidate.Cycles(ic, context.Target);
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (candidate, cycles);
            }
        }

        return best is null ? null : best with { Reason = FormattableString.Invariant($"{direct / bestCycles:F1} times direct speed by estimate") };
    }

    /// <summary>Parts of a layer that threads may divide among them: chunks of channels, or rows of blocks.</summary>
    public int Units => Chunks > 1 ? Chunks : Grid.RowBlocks;

    public override string Describe() => FormattableString.Invariant(
        $"Winograd {Grid.Vertical} × {Grid.Horizontal}, {Grid.PointsOfTile} products for {Grid.Vertical.Outputs}×{Grid.Horizontal.Outputs} outputs, in blocks of {Grid.BlockRows}×{Grid.BlockColumns} tiles; ")
        + FormattableString.Invariant($"products of {Tile.Columns} tiles × {Tile.Vectors} vectors of channels in registers; {Reason}");

    public override Border InputBorder(int input)
    {
        if (input > 0)
        {
            return default;
        }

        // The last tiles may reach further than the last windows.
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = Operator.Convolution;
        int bottom = (Grid.Rows * Grid.Vertical.Outputs) + vertical.F - 1 - vertical.N - vertical.Before;
        int right = (Grid.Columns * Grid.Horizontal.Outputs) + horizontal.F - 1 - horizontal.N - horizontal.Before;
        return new Border(vertical.Before, Math.Max(vertical.After, bottom), horizontal.Before, Math.Max(horizontal.After, right));
    }

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => WinogradLowering.Lower(node, this);

    private static bool Serves(Convolution convolution) =>
        convolution.Vertical is { S: 1, D: 1 } && convolution.Horizontal is { S: 1, D: 1 } && convolution.Vertical.F * convolution.Horizontal.F > 1;

    private static WinogradConvolution Of(FusedConvolution fused, WinogradGrid grid, int ic, Target target)
    {
        int filters = fused.Convolution.GroupFilters;
        RegisterTile tile = RegisterTile.Choose(1, grid.TilesOfBlock, (filters + target.Lanes - 1) / target.Lanes, ic, 1, 1, target);
        int width = tile.Vectors * target.Lanes;
        int chunks = 1;
        while (grid.RowBlocks * chunks < EnoughUnits && filters % (2 * chunks * width) == 0 && filters / (2 * chunks) >= LeastChunk)
        {
            chunks *= 2;
        }

        // Only one of both is divided: several rows of blocks with several chunks would divide the chunks.
        return new WinogradConvolution(fused, grid, chunks, tile, "");
    }

    /// <summary>Estimated cycles: transforms, products, and what must come from memory that is further away than the second cache.</summary>
    private double Cycles(int ic, Target target)
    {
        Convolution convolution = Operator.Convolution;
        int lanes = target.Lanes;
        int inputVectors = (ic + lanes - 1) / lanes;
        int outputVectors = (convolution.GroupFilters + lanes - 1) / lanes;
        double points = Grid.PointsOfTile;
        double tiles = Grid.Rows * Grid.Columns;
        double transforms = tiles * points * ((inputVectors * Chunks * MachineModel.CyclesOfPointIn) + (outputVectors * MachineModel.CyclesOfPointOut));
        double products = 0;
        double blocks = 0;
        foreach (WinogradBlocks rows in Grid.RowRuns())
        {
            foreach (WinogradBlocks columns in Grid.ColumnRuns())
            {
                int count = rows.Count * columns.Count;
                products += count * points * Tile.Cycles(1, rows.Tiles * columns.Tiles, outputVectors, ic, target);
                blocks += count;
            }
        }

        double weightBytes = points * ic * outputVectors * lanes * sizeof(float);
        double blockBytes = points * Grid.TilesOfBlock * ((inputVectors * lanes) + (outputVectors * lanes / (double)Chunks)) * sizeof(float);
        double traffic = MachineModel.WeightCycles(weightBytes, blocks) + (blocks * Chunks * MachineModel.ScratchCycles(blockBytes));
        return convolution.Groups * (transforms + products + traffic);
    }
}
