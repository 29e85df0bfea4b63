using System.Runtime.CompilerServices;
using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// Convolution by Winograd's algorithm: tiles of the input are transformed, at each point the tiles of a block are multiplied with the
/// transformed weights as matrices, and the products are transformed back, with activation, residual and pooling while they are in registers.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Grid">The tiles, and how many of them make a block.</param>
/// <param name="Chunks">Parts that the output channels are divided into, for threads, each of which transforms the input for itself; 1 where blocks are many
/// enough for threads.</param>
/// <param name="Tile">Tiles of the input × vectors of channels whose products stay in registers.</param>
/// <param name="TransformsFiltersOnTheFly">
/// Whether filters stay as they are and are brought to the points in registers, each time they are used. Where an image has few tiles, that takes less time
/// than reading the many more weights at the points from memory.
/// </param>
internal sealed record WinogradConvolution(
    FusedConvolution Operator,
    WinogradGrid Grid,
    int Chunks,
    RegisterTile Tile,
    bool TransformsFiltersOnTheFly = false) : Algorithm
{
    /// <summary>See <see cref="RequiredGain"/>.</summary>
    public const double Gain = 1.05;

    /// <summary>Whether the next panel of weights is prefetched while one is used.</summary>
    public bool PrefetchesWeights { get; init; }

    /// <summary>Whether outputs are stored past the caches.</summary>
    public bool HasNonTemporalStores { get; init; }

    public static Algorithm? TryPlan(PlanningContext context) =>
        context is { AllowsWinograd: true, Target.Lanes: > 1, Operator: FusedConvolution { KeepsArgMax: false } fused }
            && ServesWeights(fused)
            && Serves(fused.Convolution)
            ? WinogradPlans.Best(fused, context.InputShape(0).Channels, context.Target, context.IsParallel, context.IsWholeBatch, context.CyclesToBeat)
            : null;

    /// <summary>Neighbouring columns of the input that count as one, with their channels side by side: the stride, unless the transform knows it.</summary>
    public int ColumnsAsOne => Operator.Convolution.Horizontal.S / Grid.Horizontal.Stride;

    /// <summary>Channels of an input of the algorithm: those of columns that count as one together.</summary>
    public int Channels(int inputChannels) => Operator.Convolution.GroupChannels(inputChannels) * ColumnsAsOne;

    /// <summary>Parts of a layer that threads may divide among them: each block of each chunk of channels.</summary>
    public int Tasks => Chunks * Grid.Blocks;

    /// <summary>The tile of products for so many tiles of the input: that of the plan, or one that fits fewer at the end of the image.</summary>
    /// <param name="tiles">Tiles of the input.</param>
    /// <param name="target">Register count.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public RegisterTile TileFor(int tiles, Target target) => tiles == Grid.ProductsOfBlock / Grid.ProductRuns(Grid.BlockRows) ? Tile : Tile.Over(tiles, target);

    /// <summary>The algorithm with its tile: <c>Winograd F(4, 3) × F(4, 3)</c>.</summary>
    public string Name => $"Winograd {Grid.Vertical} × {Grid.Horizontal}";

    public override string Describe() => FormattableString.Invariant(
        $"{Name}, {Grid.ProductsOfTile} products for {Grid.Vertical.Outputs}×{Grid.Horizontal.Outputs} outputs, ")
        + FormattableString.Invariant($"in blocks of {Grid.BlockRows}×{Grid.BlockColumns} tiles{Last}; ")
        + FormattableString.Invariant(
            $"{Products} in registers{(Chunks > 1 ? FormattableString.Invariant($"; channels in {Chunks} chunks, for threads") : "")}")
        + (PrefetchesWeights ? "; prefetched: weights" : "") + (HasNonTemporalStores ? "; non-temporal stores" : "");

    public override Schedule WithLayouts(NodeLayouts layouts) => this with
    {
        PrefetchesWeights = WeightPrefetch.Pays(WeightBytes(layouts.Inputs[0].Shape.Channels, layouts.Target)),
        HasNonTemporalStores = NonTemporalStores.Pay(layouts),
    };

    private string Products => TransformsFiltersOnTheFly
        ? "filters brought to a row of points, and products of all tiles at these points,"
        : FormattableString.Invariant(
            $"products of {Tile.Columns} {(Grid.Vertical.Terms > 1 ? "rows of tiles" : "tiles")} × {Count.Of(Tile.Vectors, "vector")} of channels");

    private string Last => Grid.LastRows == Grid.Vertical.Outputs && Grid.LastColumns == Grid.Horizontal.Outputs
        ? ""
        : FormattableString.Invariant($", the last ones of {Grid.LastRows}×{Grid.LastColumns} outputs");

    public override Border InputBorder(int input)
    {
        if (input > 0)
        {
            return default;
        }

        // Windows of outputs past the end reach further than the last ones, and so do columns that count as one with one of them.
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, _, _) = Operator.Convolution;
        int bottom = ((Grid.ComputedRows - 1) * vertical.S) + vertical.F - vertical.N - vertical.Before;
        int right = ((Grid.ComputedColumns - 1) * horizontal.S) + (Grid.Horizontal.Taps * ColumnsAsOne) - horizontal.N - horizontal.Before;
        return new Border(vertical.Before, Math.Max(vertical.After, bottom), horizontal.Before, Math.Max(horizontal.After, right));
    }

    // Neighbouring columns that count as one must be neighbours in memory.
    public override bool Accepts(int input, BufferLayout layout) =>
        layout.ChannelStride == 1 && (input > 0 || ColumnsAsOne == 1 || layout.PixelStride == layout.Shape.Channels);

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => WinogradLowering.Lower(node, this);

    /// <summary>Memory of a group's packed weights.</summary>
    private double WeightBytes(int inputChannels, Target target)
    {
        int ic = Channels(inputChannels);
        double filter = TransformsFiltersOnTheFly
            ? (double)ic * Operator.Convolution.Vertical.F * Operator.Convolution.Horizontal.F
            : (double)Grid.Weights * ic * Grid.Vertical.Terms;
        int vectors = ((Operator.Convolution.GroupFilters / Chunks) + target.Lanes - 1) / target.Lanes;
        return filter * Chunks * vectors * target.Lanes * sizeof(float);
    }

    // Seven methods instead of one, and three roundings instead of one, for a few per cent that an estimate cannot be sure of.
    public override double RequiredGain => Gain;

    public override double Cycles(PlanningContext context)
    {
        int ic = Channels(context.InputShape(0).Channels);
        int outputVectors = (Operator.Convolution.GroupFilters + context.Target.Lanes - 1) / context.Target.Lanes;
        return Cycles(ic, context.Target)
            + (TransformsFiltersOnTheFly ? 0 : Operator.Convolution.Groups * FilterCycles(Grid.Weights, ic, outputVectors, context));
    }

    /// <summary>
    /// What bringing filters to the points adds to each image: nothing in inference, where it is done once for all; in training they change with each step.
    /// </summary>
    /// <param name="points">Points with weights of their own.</param>
    /// <param name="ic">Input channels.</param>
    /// <param name="outputVectors">Vectors of output channels.</param>
    /// <param name="context">Says whether it is a batch, and of how many images.</param>
    public static double FilterCycles(int points, int ic, int outputVectors, PlanningContext context) =>
        context.IsWholeBatch ? (double)points * ic * outputVectors * MachineModel.CyclesOfFilterPoint / context.MicroBatch : 0;

    private static bool ServesWeights(FusedConvolution fused) => fused.SharedWeight is null || fused is { RotatesWeight: true, Convolution.Groups: 1 };

    private static bool Serves(Convolution convolution) =>
        convolution is { Vertical.D: 1, Horizontal.D: 1 }
        && (convolution.Horizontal.S == 1
            ? convolution.Vertical.F * convolution.Horizontal.F > 1
            : convolution.Groups == 1 && convolution.Horizontal.F > convolution.Horizontal.S);

    /// <summary>
    /// What no division of the tiles into blocks can fall below: all products without a pause, all transforms, all weights once, or the filters they are made
    /// of.
    /// </summary>
    /// <param name="ic">Channels, those of columns that count as one together.</param>
    /// <param name="target">Vector width.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public double LeastCycles(int ic, Target target)
    {
        (double inputVectors, double outputVectors) =
            (Math.Ceiling(ic / (double)target.Lanes), Math.Ceiling(Operator.Convolution.GroupFilters / (double)target.Lanes));
        double steps = (double)ic * Grid.Vertical.Terms;
        double arithmetic = 0;
        foreach (PointSegment rows in Grid.RowParts())
        {
            foreach (PointSegment columns in Grid.ColumnParts())
            {
                double tiles = (double)rows.All * columns.All;
                double outputs = tiles * columns.Tiles * Grid.Vertical.Products(rows.Tiles) * outputVectors;
                arithmetic +=
                    (tiles * columns.Tiles * Grid.Vertical.Inputs(rows.Tiles) * inputVectors * MachineModel.CyclesOfPointIn)
                        + (outputs * (MachineModel.CyclesOfPointOut + (steps / RegisterTile.PerCycle)));
            }
        }

        int weights = Math.Min(Grid.Weights, Grid.Vertical.Taps * Grid.Horizontal.Taps);
        return Operator.Convolution.Groups * (arithmetic
            + target.Machine.WeightCycles(weights * steps * outputVectors * target.Lanes * sizeof(float), 1, arithmetic));
    }

    /// <summary>Estimated cycles: transforms, products, and what must come from memory that is further away than the second cache.</summary>
    /// <param name="ic">Channels, those of columns that count as one together.</param>
    /// <param name="target">Vector width.</param>
    /// <param name="threads">Threads that divide the chunks, each of which transforms the input for itself; a mean where none are said.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public double Cycles(int ic, Target target, double threads = MachineModel.MeanThreads)
    {
        Convolution convolution = Operator.Convolution;
        int lanes = target.Lanes;
        int steps = ic * Grid.Vertical.Terms;
        int inputVectors = (ic + lanes - 1) / lanes;
        int outputVectors = (convolution.GroupFilters + lanes - 1) / lanes;
        double inputsTransformed = inputVectors * Math.Min(Chunks, threads) * MachineModel.CyclesOfPointIn;
        double transforms = 0;
        double products = 0;
        PointSegment[] columnParts = Grid.ColumnParts();
        foreach (PointSegment rows in Grid.RowParts())
        {
            int runs = Grid.ProductRuns(rows.Tiles);
            foreach (PointSegment columns in columnParts)
            {
                double count = (double)rows.All * columns.All;
                int outputs = Grid.Vertical.Products(rows.Tiles) * columns.Tiles;
                transforms +=
                    count * ((Grid.Vertical.Inputs(rows.Tiles) * columns.Tiles * inputsTransformed)
                        + (outputs * outputVectors * MachineModel.CyclesOfPointOut));
                products += TransformsFiltersOnTheFly
                    ? 0
                    : count * runs * TileFor(outputs / runs, target).Cycles(1, outputs / runs, outputVectors, steps, target);
            }
        }

        if (TransformsFiltersOnTheFly)
        {
            return transforms + OnTheFlyFilterTransform.Cycles(Grid, ic, outputVectors, target);
        }

        double blocks = Grid.Blocks;
        double blockBytes =
            Grid.Points * ((Grid.InputsOfBlock * inputVectors * lanes) + (Grid.ProductsOfBlock * outputVectors * lanes / (double)Chunks)) * sizeof(float);
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
