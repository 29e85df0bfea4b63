using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Planar;

/// <summary>
/// Convolution with few channels as sums in registers: each vector of input columns is used for a tile of channels, each weight for a tile of rows.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="TileChannels">Output channels in registers.</param>
/// <param name="TileRows">Rows in registers.</param>
/// <param name="TileVectors">Vectors of columns in registers.</param>
/// <param name="ChannelsFirst">Whether the consumer takes the planes as they are; else they are copied.</param>
internal sealed record PlanarConvolution(
    FusedConvolution Operator,
    int TileChannels,
    int TileRows,
    int TileVectors,
    bool ChannelsFirst) : PlanarAlgorithm(Operator, ChannelsFirst)
{
    public static Algorithm? TryPlan(PlanningContext context) =>
        Serves(context) ? Best((FusedConvolution)context.Operator, context.InputShape(0).Channels, context.Target) : null;

    public override string Describe() => FormattableString.Invariant(
        $"planar, {TileChannels} channels × {TileRows} rows × {Count.Of(TileVectors, "vector")} of columns in registers: {Reason}{Unrolling}");

    public override void Lower(NodeLowering node) => new PlanarConvolutionLowering(node, this).Run();

    /// <summary>
    /// Vectors of columns, first to last in tiles of so many. The last vector of a row may hold columns that are not stored: then its tile stands alone.
    /// </summary>
    public IEnumerable<(int First, int Last, int Vectors)> ColumnTiles(int lanes)
    {
        int all = Vectors(lanes);
        int last = all % TileVectors > 0 ? all % TileVectors : TileVectors;
        int alike = Operator.CoveredColumns % lanes == 0 ? all : all - last;
        foreach ((int, int, int) tiles in Segments.Cut(alike, TileVectors))
        {
            yield return tiles;
        }

        if (alike < all)
        {
            yield return (alike, all, last);
        }
    }

    /// <summary>The cheapest tile; null where none fits the registers.</summary>
    /// <param name="fused">What is computed.</param>
    /// <param name="ic">Channels of the input.</param>
    /// <param name="target">Vector width.</param>
    private static PlanarConvolution? Best(FusedConvolution fused, int ic, Target target)
    {
        PlanarConvolution? best = null;
        int rowUnit = fused.PoolRows;
        for (int channels = 1; channels <= Math.Min(fused.Convolution.Filters, 16); channels++)
        {
            for (int rows = rowUnit; rows <= rowUnit * 4; rows += rowUnit)
            {
                for (int vectors = 1; vectors <= Math.Min(4, (fused.CoveredColumns + target.Lanes - 1) / target.Lanes); vectors++)
                {
                    if ((channels * rows * vectors) + (rows * vectors) + 1 > target.Registers)
                    {
                        continue;
                    }

                    PlanarConvolution candidate = new(fused, channels, rows, vectors, ChannelsFirst: false);
                    if (best is null || candidate.CyclesOfPlanes(ic, target) < best.CyclesOfPlanes(ic, target))
                    {
                        best = candidate;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Multiply-adds and loads start two a cycle, and each vector costs its end: pool, activation, store.</summary>
    protected override double CyclesOfPlanes(int ic, Target target)
    {
        double total = 0;
        foreach ((int channelStart, int channelEnd, int channels) in Segments.Cut(Operator.Convolution.Filters, TileChannels))
        {
            foreach ((int rowStart, int rowEnd, int rows) in Segments.Cut(Operator.CoveredRows, TileRows))
            {
                foreach ((int start, int end, int vectors) in ColumnTiles(target.Lanes))
                {
                    int sums = channels * rows * vectors;
                    double tiles = (double)((channelEnd - channelStart) / channels) * ((rowEnd - rowStart) / rows) * ((end - start) / vectors);
                    total += tiles * ((Operator.Convolution.ReductionLength(ic) * CyclesOfStep(channels, rows * vectors, target)) + (CyclesOfEnd * sums));
                }
            }
        }

        return total;
    }
}
