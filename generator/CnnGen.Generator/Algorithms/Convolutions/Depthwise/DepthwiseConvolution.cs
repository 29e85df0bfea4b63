using CnnGen.Generator.Machine;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Depthwise;

/// <summary>
/// Convolution with a group for each input channel: vectors run along the channels, so that a tap is one multiply-add a vector; neighbouring columns
/// share the inputs of their windows. With several filters a channel, a vector of inputs holds each channel as often.
/// </summary>
internal sealed record DepthwiseConvolution(FusedConvolution Operator, DepthwiseTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        context.Operator is FusedConvolution { Pool: null } fused && context.Target.Lanes > 1
        && DepthwiseTile.TryChoose(fused.Convolution, context.InputShape(0).Channels, context.Target) is { } tile
            ? new DepthwiseConvolution(fused, tile) { ActivatesStored = fused.Activation?.Registers > tile.FreeRegisters(fused.Convolution, context.Target) }
            : null;

    /// <summary>
    /// Whether the activation is applied to a row of outputs once it is stored, because its constants leave the accumulators too few registers.
    /// </summary>
    public bool ActivatesStored { get; init; }

    public override string Describe() => $"depthwise, {Tile}" + (ActivatesStored ? "; activation after each row is stored" : "");

    public override double Cycles(PlanningContext context) => Tile.Cycles(Operator.Convolution);

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => layout.ChannelStride == 1;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => DepthwiseConvolutionLowering.Lower(node, this);
}
