using CnnGen.Generator.Algorithms.Convolutions.Winograd;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>
/// Convolution with few channels by Winograd's algorithm along the columns of the image: lanes are columns, so that the transform of some rows at a time is
/// made of vectors as they stand in memory. Columns of the kernel are summed at each point.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Vertical">The transform.</param>
/// <param name="TileChannels">Output channels in registers.</param>
/// <param name="TileVectors">Vectors of columns in registers.</param>
/// <param name="ChannelsFirst">Whether the consumer takes the planes as they are; else they are copied.</param>
internal sealed record PlanarWinograd(
    FusedConvolution Operator,
    WinogradAxis Vertical,
    int TileChannels,
    int TileVectors,
    bool ChannelsFirst) : PlanarAlgorithm(Operator, ChannelsFirst)
{
    // With more, the constants of the transforms are more than the registers.
    private const int MostPoints = 8;

    // To transform a vector of inputs to a point, or one of products back: a load, two multiply-adds, and a store.
    private const double CyclesOfPoint = 2;

    public static Algorithm? TryPlan(PlanningContext context) =>
        context.AllowsWinograd && Serves(context) ? Best((FusedConvolution)context.Operator, context.InputShape(0).Channels, context.Target) : null;

    public override string Describe() => FormattableString.Invariant(
        $"planar, {Name}, {Vertical.Points * Operator.Convolution.Horizontal.F} products for {Vertical.Outputs}×1 outputs; ")
        + FormattableString.Invariant($"products of {TileChannels} channels × {Count.Of(TileVectors, "vector")} of columns in registers: {Reason}{Unrolling}");

    /// <summary>The algorithm with its tile.</summary>
    public string Name => $"Winograd {Vertical} × {WinogradAxis.Direct(1, Operator.Convolution.Horizontal.F)}";

    public override void Lower(NodeLowering node) => new PlanarWinogradLowering(node, this).Run();

    /// <summary>Vectors of a row of inputs.</summary>
    public int InputVectors(int lanes) => (Operator.CoveredColumns + Operator.Convolution.Horizontal.F - 2 + lanes) / lanes;

    /// <summary>Rows of outputs in tiles, the last one with what is left: where they begin and end, and the transform of each.</summary>
    public IEnumerable<(int Start, int End, WinogradAxis Vertical)> RowTiles() =>
        Segments
            .Cut(Operator.CoveredRows, Vertical.Outputs)
            .Select(tiles => (tiles.Start, tiles.End, tiles.Size == Vertical.Outputs ? Vertical : Vertical.Cut(tiles.Size)));

    /// <summary>The cheapest transform and tile; null where the algorithm does not serve.</summary>
    /// <param name="fused">What is computed.</param>
    /// <param name="ic">Channels of the input.</param>
    /// <param name="target">Vector width.</param>
    private static PlanarWinograd? Best(FusedConvolution fused, int ic, Target target)
    {
        if (fused is not { KeepsArgMax: false, SharedWeight: null, Convolution.Vertical: { S: 1, D: 1, F: > 1 } rows })
        {
            return null;
        }

        PlanarWinograd? best = null;
        foreach (WinogradAxis axis in WinogradTransforms.For(rows, fused.CoveredRows, fused.PoolRows).Where(axis => axis.Points <= MostPoints))
        {
            for (int channels = 1; channels <= Math.Min(fused.Convolution.Filters, 16); channels++)
            {
                for (int vectors = 1; vectors <= 4 && ((channels + 1) * vectors) + 1 <= target.Registers; vectors++)
                {
                    PlanarWinograd candidate = new(fused, axis with { PadsLast = false }, channels, vectors, ChannelsFirst: false);
                    // Of equals the one with more channels, which loads less.
                    if (vectors <= candidate.Vectors(target.Lanes) && (best is null || candidate.CyclesOfPlanes(ic, target) <= best.CyclesOfPlanes(ic, target)))
                    {
                        best = candidate;
                    }
                }
            }
        }

        return best;
    }

    protected override double CyclesOfPlanes(int ic, Target target)
    {
        int filters = Operator.Convolution.Filters;
        int vectors = Vectors(target.Lanes);
        double products = 0;
        foreach ((int channelStart, int channelEnd, int channels) in Segments.Cut(filters, TileChannels))
        {
            foreach ((int start, int end, int count) in Segments.Cut(vectors, TileVectors))
            {
                products +=
                    (double)((channelEnd - channelStart) / channels) * ((end - start) / count) * ic * Operator.Convolution.Horizontal.F * CyclesOfStep(
                        channels,
                        count,
                        target);
            }
        }

        double transforms = CyclesOfPoint * ((ic * InputVectors(target.Lanes)) + (filters * vectors));
        return RowTiles().Sum(tiles => (tiles.End - tiles.Start) / tiles.Vertical.Outputs * tiles.Vertical.Points * (products + transforms))
            + (CyclesOfEnd * Operator.CoveredRows * filters * vectors);
    }
}
