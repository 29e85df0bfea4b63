using CnnGen.Generator.Graph;
using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Convolution as sums in registers: vectors run along the output channels, a tile of pixels shares each vector of weights.</summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Tile">What stays in registers.</param>
/// <param name="Lanes">Channels a vector: those of the target, or less where a group has fewer.</param>
internal sealed record DirectConvolution(FusedConvolution Operator, RegisterTile Tile, int Lanes) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution fused || context.Target.Lanes == 1)
        {
            return null;
        }

        Target target = GroupTarget(fused.Convolution, fused.Convolution.GroupFilters, context.Target);
        RegisterTile tile = context.Tiles.Cheapest(fused, context.InputShape(0).Channels, target);
        return tile.Sums == 0 ? null : new DirectConvolution(fused, tile, target.Lanes);
    }

    /// <summary>Vectors no wider than the channels of a group, so that lanes are not idle.</summary>
    public static Target GroupTarget(Convolution convolution, int channels, Target target) =>
        convolution.Groups == 1 ? target : new Target(32 * target.LanesFor(channels));

    public override string Describe() =>
        (Operator.Convolution.Groups == 1 ? "direct" : "direct, group by group") + $", {Tile} in registers" + (Tile.Split > 1 ? FormattableString.Invariant($", each sum in {Tile.Split} parts") : "");

    public override Border InputBorder(int input) => input == 0 ? Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal) : default;

    public override bool Accepts(int input, BufferLayout layout) => input == 0 || layout.ChannelStride == 1;

    public override bool ReadsPastEnd(int input) => input > 0;

    public override bool WritesAnyLayout => true;

    public override void Lower(NodeLowering node) => DirectConvolutionLowering.Lower(node, this);
}
