using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>The cheapest tiles of direct convolutions, each searched for once a program: large networks repeat most of their layers.</summary>
internal sealed class DirectTiles
{
    private readonly Dictionary<(FusedConvolution Operator, int InputChannels, Target Target), RegisterTile> _known = [];

    public RegisterTile Cheapest(FusedConvolution fused, int inputChannels, Target target)
    {
        if (!_known.TryGetValue((fused, inputChannels, target), out RegisterTile tile))
        {
            tile = Search(fused, inputChannels, target);
            _known.Add((fused, inputChannels, target), tile);
        }

        return tile;
    }

    private static RegisterTile Search(FusedConvolution fused, int inputChannels, Target target)
    {
        Convolution convolution = fused.Convolution;
        if (DirectConvolution.IsStreamed(fused, inputChannels))
        {
            // Panels of few channels: one stream from memory for one image, and room in registers for several images that share it.
            return new RegisterTile(1, 1, Math.Min(2, (convolution.GroupFilters + target.Lanes - 1) / target.Lanes), Split: 4);
        }

        return RegisterTile.Choose(
            fused.CoveredRows,
            fused.CoveredColumns,
            (convolution.GroupFilters + target.Lanes - 1) / target.Lanes,
            convolution.Vertical.F * convolution.Horizontal.F * convolution.GroupChannels(inputChannels),
            fused.Pool?.Vertical.F ?? 1,
            fused.Pool?.Horizontal.F ?? 1,
            target,
            convolution.Horizontal is { S: 1, D: 1 } ? convolution.Horizontal.F : 1);
    }
}
