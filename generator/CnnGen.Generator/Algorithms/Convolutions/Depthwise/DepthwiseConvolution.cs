using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>
/// Convolution with a group for each input channel: vectors run along the channels, so that a tap is one multiply-add a vector. Channels are the innermost
/// loop: inputs are read as they stand in memory, whole cache lines of as many pixels as a tile's windows have. With several filters a channel, a vector of
/// inputs holds each channel as often.
/// </summary>
internal sealed record DepthwiseConvolution(FusedConvolution Operator, DepthwiseOutputTile Tile) : Algorithm
{
    // So many tasks serve the threads that plans are weighed for; a task has so many tiles of channels at least.
    private const int EnoughTasks = 32;
    private const int LeastTilesOfTask = 4;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution { Pool: null } fused || context.Target.Lanes == 1
            || DepthwiseOutputTile.TryChoose(fused, context.InputShape(0).Channels, context.Target) is not { } tile)
        {
            return null;
        }

        return new DepthwiseConvolution(fused, tile)
        {
            ActivatesStored = tile.ActivatesStored(fused, context.Target),
            Chunks = context.IsParallel ? ChunksOf(fused.Convolution, tile) : 1,
        };
    }

    /// <summary>
    /// Whether the activation is applied to rows of outputs once they are stored, because its constants leave the accumulators too few registers.
    /// </summary>
    public bool ActivatesStored { get; init; }

    /// <summary>Chunks of the channels: threads divide rows and chunks, since small images have fewer rows of tiles than there may be threads.</summary>
    public int Chunks { get; init; } = 1;

    public override string Describe() =>
        $"depthwise, {Tile}" + (Chunks > 1 ? FormattableString.Invariant($", {Chunks} chunks of channels") : "")
        + (ActivatesStored ? "; activation after each row is stored" : "");

    public override double Cycles(PlanningContext context) => Tile.Cycles(Operator, context.Target);

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => DepthwiseConvolutionLowering.Lower(node, this);

    /// <summary>The fewest equal chunks that are enough tasks; where none is, as many as tasks of some size allow.</summary>
    private static int ChunksOf(Convolution convolution, DepthwiseOutputTile tile)
    {
        int width = tile.Vectors * tile.Lanes;
        if (convolution.Filters % width != 0)
        {
            return 1;
        }

        int rows = Segments.Cut(convolution.Vertical.OutputSize, tile.Rows).Sum(run => (run.End - run.Start) / run.Size);
        int tiles = convolution.Filters / width;
        int chunks = 1;
        for (int count = 2; count * LeastTilesOfTask <= tiles && rows * chunks < EnoughTasks; count++)
        {
            chunks = tiles % count == 0 ? count : chunks;
        }

        return chunks;
    }
}
