using CnnGen.Generator.Graph;
using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Convolution as sums in registers: vectors run along the output channels, a tile of pixels shares each vector of weights.</summary>
internal sealed record DirectConvolution(FusedConvolution Operator, RegisterTile Tile) : Algorithm
{
    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution fused || context.Target.Lanes == 1)
        {
            return null;
        }

        RegisterTile tile = CheapestTile(fused, context.InputShape(0).Channels, context.Target);
        return tile.Sums == 0 ? null : new DirectConvolution(fused, tile);
    }

    /// <summary>The cheapest tile.</summary>
    public static RegisterTile CheapestTile(FusedConvolution fused, int inputChannels, Target target)
    {
        (Geometry.WindowAxis vertical, Geometry.WindowAxis horizontal, int filters, _) = fused.Convolution;
        return RegisterTile.Choose(
            fused.CoveredRows,
            fused.CoveredColumns,
            (filters + target.Lanes - 1) / target.Lanes,
            vertical.F * horizontal.F * inputChannels,
            fused.Pool?.Vertical.F ?? 1,
            fused.Pool?.Horizontal.F ?? 1,
            target,
            horizontal is { S: 1, D: 1 } ? horizontal.F : 1);
    }

    public override string Describe() => $"direct, {Tile} in registers" + (Tile.Split > 1 ? FormattableString.Invariant($", each sum in {Tile.Split} parts") : "");

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => true;

    public override bool ReadsPastEnd(int input) => false;

    public override void Lower(NodeLowering node) => DirectConvolutionLowering.Lower(node, this);
}
