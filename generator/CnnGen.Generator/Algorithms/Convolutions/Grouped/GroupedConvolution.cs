using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Grouped;

/// <summary>
/// Convolution in groups of so few channels that a vector holds several of them. A vector of inputs is multiplied as it stands in memory, once for each
/// distance between the input channel of a lane and a filter of its group, and each distance has sums of its own. Only when a window is done are these brought
/// to the lanes of their filters and added: a shuffle for each sum, not for each multiply-add, and no lane is idle.
/// </summary>
internal sealed record GroupedConvolution(FusedConvolution Operator, GroupedTile Tile) : Algorithm
{
    /// <summary>Neighbouring rows of outputs of a task: each row of inputs but the outermost stays in the first cache for all windows that read it.</summary>
    public const int RowsOfTask = 4;

    /// <summary>Whether the columns of the window are written out; else they are a loop.</summary>
    public bool WritesOutColumns { get; init; }

    /// <summary>Whether the activation is applied to outputs that are stored, because its constants leave the sums too few registers.</summary>
    public bool ActivatesStored { get; init; }

    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FusedConvolution { Pool: null, AddsResidual: false, RotatesWeight: false } fused
            && GroupedTile.TryChoose(fused, context.InputShape(0).Channels, context.Target) is { } tile
            ? new GroupedConvolution(fused, tile)
            {
                WritesOutColumns = tile.WritesOutColumns(fused.Convolution, context.Target),
                ActivatesStored = tile.ActivatesStored(fused, context.Target),
            }
            : null;

    public override string Describe() =>
        $"groups side by side in vectors, {Tile}"
            + (WritesOutColumns ? "" : ", one column of the kernel after the other")
            + (ActivatesStored ? "; activation after some rows are stored" : "");

    public override double Cycles(PlanningContext context) => Tile.Cycles(Operator, context.Target);

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => GroupedConvolutionLowering.Lower(node, this);
}
