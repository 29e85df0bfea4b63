using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;
using CnnGen.Generator.Program;
using CnnGen.Geometry;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>
/// Convolution of all images of a batch by Winograd's algorithm, in training: the tiles of all images of a round are brought to the points, multiplied with the
/// weights there and brought back. Where images have few tiles and layers many weights, these are read once a round; <see cref="WinogradConvolution"/> would
/// read them for each image.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Vertical">The transform along columns.</param>
/// <param name="Horizontal">The transform along rows.</param>
/// <param name="Tile">Tiles of images × vectors of output channels whose products are in registers.</param>
/// <param name="Round">Images whose tiles are multiplied together.</param>
internal sealed record WinogradBatchConvolution(
    FusedConvolution Operator,
    WinogradAxis Vertical,
    WinogradAxis Horizontal,
    RegisterTile Tile,
    RoundSize Round) : Algorithm
{
    /// <summary>Whether a task prefetches the weights of the next one.</summary>
    public bool PrefetchesWeights { get; init; }

    /// <summary>Rows of tiles of an image.</summary>
    public int Rows => (Operator.CoveredRows + Vertical.Outputs - 1) / Vertical.Outputs;

    /// <summary>Columns of tiles of an image.</summary>
    public int Columns => (Operator.CoveredColumns + Horizontal.Outputs - 1) / Horizontal.Outputs;

    public int Points => Vertical.Points * Horizontal.Points;

    public override double RequiredGain => WinogradConvolution.Gain;

    /// <summary>The tiles of inputs at the points.</summary>
    public TilePanels Inputs(int channels) => new("inputs", Points, Rows * Columns, Round.Images, channels, MachineModel.CacheLine);

    /// <summary>The products at the points.</summary>
    public TilePanels Products(int lanes) => new("products", Points, Rows * Columns, Round.Images, Operator.Convolution.Filters, Tile.Vectors * lanes);

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context is not
            {
                AllowsWinograd: true,
                IsWholeBatch: true,
                Target.Lanes: > 1,
                Operator: FusedConvolution { Pool: null, Convolution: { Groups: 1 } convolution } fused,
            }
            || convolution is not { Vertical: { S: 1, D: 1, F: > 1 }, Horizontal: { S: 1, D: 1, F: > 1 } })
        {
            return null;
        }

        WinogradBatchConvolution? best = null;
        double bestCycles = double.MaxValue;
        foreach (WinogradGrid grid in WinogradGrid
            .Undivided(fused)
            .Where(grid => grid is { ServesTraining: true, Vertical: { IsDirect: false, Stride: 1 }, Horizontal: { IsDirect: false, Stride: 1 } }))
        {
            // Outputs past the end are computed and left out: few points are worth code of their own where there is a product for each.
            (WinogradAxis vertical, WinogradAxis horizontal) =
                (new(grid.Vertical.Outputs, grid.Vertical.Taps), new(grid.Horizontal.Outputs, grid.Horizontal.Taps));
            int vectors = (convolution.Filters + context.Target.Lanes - 1) / context.Target.Lanes;
            int tiles = grid.Rows * grid.Columns * context.MicroBatch;
            RegisterTile tile = RegisterTile.Choose(1, tiles, vectors, context.InputShape(0).Channels, 1, 1, context.Target) with { Split = 1 };
            WinogradBatchConvolution plan = new(fused, vertical, horizontal, tile, RoundSize.Of(1));
            double imageBytes = plan.Inputs(context.InputShape(0).Channels).ImageBytes + plan.Products(context.Target.Lanes).ImageBytes;
            plan = plan with { Round = ImageRounds.Round(imageBytes, plan.WeightBytes(context.InputShape(0).Channels, context.Target)) };
            double cycles = plan.Cycles(context);
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (plan, cycles);
            }
        }

        return best;
    }

    public override string Describe() => FormattableString.Invariant(
        $"Winograd {Vertical} × {Horizontal} over the images of a batch, {Points} products for {Vertical.Outputs}×{Horizontal.Outputs} outputs; ")
        + FormattableString.Invariant($"products of {Tile.Columns} tiles × {Count.Of(Tile.Vectors, "vector")} of channels in registers; prefetched: inputs")
        + (PrefetchesWeights ? ", weights" : "");

    public override Schedule WithLayouts(NodeLayouts layouts) =>
        this with { PrefetchesWeights = WeightPrefetch.Pays(WeightBytes(layouts.Inputs[0].Shape.Channels, layouts.Target)) };

    public override Border InputBorder(int input)
    {
        (WindowAxis vertical, WindowAxis horizontal, _, _) = Operator.Convolution;
        return input > 0
            ? default
            : new Border(
                vertical.Before,
                Math.Max(vertical.After, (Rows * Vertical.Outputs) + vertical.F - 1 - vertical.N - vertical.Before),
                horizontal.Before,
                Math.Max(horizontal.After, (Columns * Horizontal.Outputs) + horizontal.F - 1 - horizontal.N - horizontal.Before));
    }

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override double Cycles(PlanningContext context)
    {
        (int ic, Target target, double images) = (context.InputShape(0).Channels, context.Target, context.MicroBatch);
        int inputVectors = (ic + target.Lanes - 1) / target.Lanes;
        int outputVectors = (Operator.Convolution.Filters + target.Lanes - 1) / target.Lanes;
        double tiles = (double)Rows * Columns;
        double transforms = tiles * Points * ((inputVectors * MachineModel.CyclesOfPointIn) + (outputVectors * MachineModel.CyclesOfPointOut));
        double products = Points * Tile.Cycles(1, (int)(tiles * images), outputVectors, ic, target) / images;
        double weights = target.Machine.WeightCycles(WeightBytes(ic, target), 1, products * images) / images;
        double traffic = target.Machine.ScratchCycles(Inputs(ic).ImageBytes + Products(target.Lanes).ImageBytes);
        return transforms + products + weights + traffic + WinogradConvolution.FilterCycles(Points, ic, outputVectors, context);
    }

    private double WeightBytes(int channels, Target target) =>
        (double)Points * channels * ((Operator.Convolution.Filters + target.Lanes - 1) / target.Lanes) * target.Lanes * sizeof(float);

    public override void Lower(NodeLowering node) => WinogradBatchConvolutionLowering.Lower(node, this);
}
