using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Convolution by Winograd's algorithm: tiles of the input are transformed, at each point the tiles of a block are multiplied with the
/// transformed weights as matrices, and the products are transformed back, with activation, residual and pooling while they are in registers.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Grid">The tiles, and how many of them make a block.</param>
/// <param name="Chunks">Parts that the output channels are divided into, for threads, each of which transforms the input for itself; 1 where blocks are many enough for threads.</param>
/// <param name="Tile">Tiles of the input × vectors of channels whose products stay in registers.</param>
/// <param name="Speed">How many times as fast as direct convolution, by estimate.</param>
internal sealed record WinogradConvolution(FusedConvolution Operator, WinogradGrid Grid, int Chunks, RegisterTile Tile, double Speed) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context is { AllowsWinograd: true, Target.Lanes: > 1, Operator: FusedConvolution { KeepsWinners: false, SharedWeight: null } fused } && Serves(fused.Convolution)
            ? WinogradPlans.Best(fused, context.InputShape(0).Channels, context.Target, context.IsDivided)
            : null;

    /// <summary>Neighbouring columns of the input that count as one, with their channels side by side: the stride, unless the transform knows it.</summary>
    public int ColumnsAsOne => Operator.Convolution.Horizontal.S / Grid.Horizontal.Stride;

    /// <summary>Channels of an input of the algorithm: those of columns that count as one together.</summary>
    public int Channels(int inputChannels) => Operator.Convolution.GroupChannels(inputChannels) * ColumnsAsOne;

    /// <summary>Parts of a layer that threads may divide among them: chunks of channels, or rows of blocks.</summary>
    public int Units => Chunks > 1 ? Chunks : Grid.RowBlocks;

    /// <summary>The tile of products for so many tiles of the input: that of the plan, or one that fits fewer at the end of the image.</summary>
    /// <param name="tiles">Tiles of the input.</param>
    /// <param name="steps">Multiply-adds an output.</param>
    /// <param name="target">Register count.</param>
    public RegisterTile TileFor(int tiles, int steps, Target target) =>
        tiles == Grid.ProductsOfBlock / Grid.ProductRuns(Grid.BlockRows) ? Tile : WinogradPlans.Tile(tiles, Tile.Vectors, Tile.Vectors, steps, target);

    public override string Describe() => FormattableString.Invariant(
        $"Winograd {Grid.Vertical} × {Grid.Horizontal}, {Grid.ProductsOfTile} products for {Grid.Vertical.Outputs}×{Grid.Horizontal.Outputs} outputs, in blocks of {Grid.BlockRows}×{Grid.BlockColumns} tiles{Last}; ")
        + FormattableString.Invariant($"products of {Tile.Columns} {(Grid.Vertical.Terms > 1 ? "rows of tiles" : "tiles")} × {Tile.Vectors} vectors of channels in registers{(Chunks > 1 ? FormattableString.Invariant($"; channels in {Chunks} parts, for threads") : "")}; {Speed:F1} times direct speed by estimate");

    private string Last => Grid.LastRows == Grid.Vertical.Outputs && Grid.LastColumns == Grid.Horizontal.Outputs
        ? ""
        : FormattableString.Invariant($", the last ones of {Grid.LastRows}×{Grid.LastColumns} outputs");

    public override Border InputBorder(int input)
    {
        if (input > 0)
        {
            return default;
        }

        // Columns that count as one with one of the last window are read with it.
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = Operator.Convolution;
        int right = ((Grid.Width - 1) * horizontal.S) + (Grid.Horizontal.Taps * ColumnsAsOne) - horizontal.N - horizontal.Before;
        return new Border(vertical.Before, vertical.After, horizontal.Before, Math.Max(horizontal.After, right));
    }

    // Neighbouring columns that count as one must be neighbours in memory.
    public override bool Accepts(int input, BufferLayout layout) =>
        layout.ChannelStride == 1 && (input > 0 || ColumnsAsOne == 1 || layout.PixelStride == layout.Shape.Channels);

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => WinogradLowering.Lower(node, this);

    private static bool Serves(Convolution convolution) =>
        convolution is { Vertical.D: 1, Horizontal.D: 1 }
        && (convolution.Horizontal.S == 1 ? convolution.Vertical.F * convolution.Horizontal.F > 1 : convolution.Groups == 1 && convolution.Horizontal.F > convolution.Horizontal.S);

    /// <summary>Estimated cycles: transforms, products, and what must come from memory that is further away than the second cache.</summary>
    /// <param name="ic">Channels, those of columns that count as one together.</param>
    /// <param name="target">Vector width.</param>
    public double Cycles(int ic, Target target)
    {
        Convolution convolution = Operator.Convolution;
        int lanes = target.Lanes;
        int steps = ic * Grid.Vertical.Terms;
        int inputVectors = (ic + lanes - 1) / lanes;
        int outputVectors = (convolution.GroupFilters + lanes - 1) / lanes;
        double transforms = 0;
        double products = 0;
        double blocks = 0;
        foreach (WinogradBlocks rows in Grid.RowRuns())
        {
            foreach (WinogradBlocks columns in Grid.ColumnRuns())
            {
                int count = rows.Count * columns.Count;
                foreach ((int points, int rowTiles, int columnTiles) in Grid.Parts(rows, columns))
                {
                    int inputs = Grid.Vertical.Inputs(rowTiles) * columnTiles;
                    int outputs = Grid.Vertical.Products(rowTiles) * columnTiles;
                    int runs = Grid.ProductRuns(rowTiles);
                    transforms += count * points * ((inputs * inputVectors * Math.Min(Chunks, MachineModel.MeanThreads) * MachineModel.CyclesOfPointIn) + (outputs * outputVectors * MachineModel.CyclesOfPointOut));
                    products += count * points * runs * TileFor(outputs / runs, steps, target).Cycles(1, outputs / runs, outputVectors, steps, target);
                }

                blocks += count;
            }
        }

        double blockBytes = Grid.Points * ((Grid.InputsOfBlock * inputVectors * lanes) + (Grid.ProductsOfBlock * outputVectors * lanes / (double)Chunks)) * sizeof(float);
        double traffic = blocks * Chunks * target.Machine.ScratchCycles(blockBytes);
        foreach ((int pointsOfPart, int matrices) in Grid.Parts())
        {
            // Weights of a part are hidden behind what is computed with them only.
            double weightBytes = (double)matrices * steps * outputVectors * lanes * sizeof(float);
            traffic += target.Machine.WeightCycles(weightBytes, blocks, (transforms + products) * pointsOfPart / Grid.Points);
        }

        return convolution.Groups * (transforms + products + traffic);
    }
}
