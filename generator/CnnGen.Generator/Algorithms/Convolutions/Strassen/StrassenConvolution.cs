using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>
/// A 1×1 convolution by one level of Strassen's algorithm, in Winograd's form. It is a product of two matrices, pixels × input channels and input channels ×
/// filters; with both cut into quarters, seven products of sums of quarters take the place of eight.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="BlockRows">Rows of outputs of a block, whose sums and products stay near; those at the bottom may have one less.</param>
/// <param name="BlockColumns">Columns of outputs of a block; they divide the image.</param>
/// <param name="Chunks">Parts that each half of the filters is divided into, for threads, each of which makes the sums of the input for itself; 1 where blocks
/// are many enough for threads.</param>
/// <param name="Tile">Pixels × vectors of channels whose products stay in registers.</param>
internal sealed record StrassenConvolution(FusedConvolution Operator, int BlockRows, int BlockColumns, int Chunks, RegisterTile Tile) : Algorithm
{
    /// <summary>See <see cref="RequiredGain"/>: an eighth of the products is all that can be saved, and estimates are not exact.</summary>
    public const double Gain = 1.03;

    /// <summary>Whether the next panel of weights is prefetched while one is used.</summary>
    public bool PrefetchesWeights { get; init; }

    /// <summary>Products of quarters.</summary>
    public const int Products = 7;

    /// <summary>As comments on its stages call it.</summary>
    public const string Name = "Strassen's algorithm";

    /// <summary>Blocks above each other.</summary>
    public int Rows => (Operator.CoveredRows + BlockRows - 1) / BlockRows;

    /// <summary>Blocks beside each other.</summary>
    public int Columns => Operator.CoveredColumns / BlockColumns;

    /// <summary>Filters of a chunk, as many in each half.</summary>
    public int ChunkFilters => Operator.Convolution.Filters / 2 / Chunks;

    /// <summary>Parts of a layer that threads may divide among them: each block of each chunk of filters.</summary>
    public int Tasks => Chunks * Rows * Columns;

    /// <summary>Pixels of one half of a block with so many rows; an odd one has no partner in the other half.</summary>
    public int Pixels(int rows) => ((rows * BlockColumns) + 1) / 2;

    /// <summary>The largest block's.</summary>
    public int MostPixels => Pixels(BlockRows);

    public static Algorithm? TryPlan(PlanningContext context) =>
        context is { AllowsWinograd: true, Target.Lanes: > 1, Operator: FusedConvolution { KeepsArgMax: false, SharedWeight: null, Pool: null } fused }
            && fused.Convolution is { Groups: 1, Vertical.F: 1, Horizontal.F: 1 }
            && context.InputShape(0).Channels % (2 * context.Target.Lanes) == 0
            && fused.Convolution.Filters % (2 * context.Target.Lanes) == 0
            ? StrassenPlans.Best(fused, context.InputShape(0).Channels, context.Target, context.IsParallel, context.CyclesToBeat)
            : null;

    public override string Describe() => FormattableString.Invariant(
        $"{Name}, {Products} products of half the pixels, half the input channels and half the filters instead of 8, ")
        + FormattableString.Invariant($"in blocks of {BlockRows}×{BlockColumns} pixels; ")
        + FormattableString.Invariant($"{Tile.Columns} pixels × {Count.Of(Tile.Vectors, "vector")} of channels in registers")
        + (Chunks > 1 ? FormattableString.Invariant($"; filters in {Chunks} chunks, for threads") : "")
        + (PrefetchesWeights ? "; prefetched: weights" : "");

    public override Schedule WithLayouts(NodeLayouts layouts) =>
        this with { PrefetchesWeights = WeightPrefetch.Pays(WeightBytes(layouts.Inputs[0].Shape.Channels)) };

    public override double RequiredGain => Gain;

    public override double Cycles(PlanningContext context) => Cycles(context.InputShape(0).Channels, context.Target);

    public override Border InputBorder(int input) => input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => false;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => StrassenLowering.Lower(node, this);

    /// <summary>Bytes of a block's sums and products.</summary>
    public double BlockBytes(int channels) => (double)Products * MostPixels * ((channels / 2) + ChunkFilters) * sizeof(float);

    /// <summary>Bytes of weights that all blocks but the first read again.</summary>
    public double WeightBytesAgain(int channels) => ((Rows * Columns) - 1) * WeightBytes(channels);

    /// <summary>Estimated cycles: sums of quarters, products, and weights from memory.</summary>
    /// <param name="channels">Input channels.</param>
    /// <param name="target">Vector width.</param>
    /// <param name="threads">Threads that divide the chunks, each of which makes the sums for itself; a mean where none are said.</param>
    public double Cycles(int channels, Target target, double threads = MachineModel.MeanThreads)
    {
        int inputVectors = channels / 2 / target.Lanes;
        int outputVectors = ChunkFilters / target.Lanes;
        double arithmetic = 0;
        foreach ((int start, int end, int rows) in Segments.Cut(Operator.CoveredRows, BlockRows))
        {
            double sums = Math.Min(Chunks, threads) * Pixels(rows) * inputVectors * target.Machine.CyclesOfQuarters;
            double sumsOfProducts = (double)Pixels(rows) * outputVectors * target.Machine.CyclesOfQuarters;
            double products = Products * Tile.Cycles(1, Pixels(rows), outputVectors, channels / 2, target);
            arithmetic += (end - start) / rows * Columns * (sums + (Chunks * (products + sumsOfProducts)));
        }

        return arithmetic + target.Machine.WeightCycles(WeightBytes(channels), 1, arithmetic);
    }

    private double WeightBytes(int channels) => (double)Products * channels / 2 * Chunks * ChunkFilters * sizeof(float);
}
