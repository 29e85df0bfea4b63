using CnnGen.Generator.Graph;
using CnnGen.Generator.Lowering;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Convolution with few channels: vectors run along the columns of an image, so that few output channels do not leave lanes idle.
/// Each vector of input columns is used for a tile of channels, each weight for a tile of rows.
/// </summary>
/// <param name="Operator">What is computed.</param>
/// <param name="TileChannels">Output channels in registers.</param>
/// <param name="TileRows">Rows in registers.</param>
/// <param name="TileVectors">Vectors of columns in registers.</param>
/// <param name="ChannelsFirst">Whether the consumer takes the planes as they are; else they are copied.</param>
internal sealed record PlanarConvolution(FusedConvolution Operator, int TileChannels, int TileRows, int TileVectors, bool ChannelsFirst) : Algorithm
{
    // An image with more channels is better served with the channels in the lanes.
    private const int MostInputChannels = 4;

    public static Algorithm? TryPlan(PlanningContext context)
    {
        if (context.Operator is not FusedConvolution { Convolution.Groups: 1, AddsResidual: false } fused || context.Target.Lanes == 1)
        {
            return null;
        }

        int ic = context.InputShape(0).Channels;
        bool readsPlanes = ic == 1 || (ic <= MostInputChannels && context.OwnsNetworkInput(0));
        bool poolsPairs = fused.Pool is null || fused.Pool.Horizontal.F == 2;
        if (!readsPlanes || !poolsPairs || fused.Convolution.Horizontal is not { S: 1, D: 1 })
        {
            return null;
        }

        PlanarConvolution? best = Best(fused, ic, context.Target);
        RegisterTile direct = DirectTiles.Cheapest(fused, ic, context.Target);
        int filterVectors = (fused.Convolution.Filters + context.Target.Lanes - 1) / context.Target.Lanes;
        int steps = fused.Convolution.FanIn(ic);
        return best is not null && best.Cycles(ic, context.Target) < direct.Cycles(fused.CoveredRows, fused.CoveredColumns, filterVectors, steps, context.Target) ? best : null;
    }

    public override string Describe() => FormattableString.Invariant(
        $"planar, {TileChannels} channels × {TileRows} rows × {TileVectors} vectors of columns in registers: {Operator.Convolution.Filters} channels would leave lanes idle");

    public override Border InputBorder(int input) => Border.Of(Operator.Convolution.Vertical, Operator.Convolution.Horizontal);

    public override bool Accepts(int input, BufferLayout layout) => layout.PixelStride == 1;

    public override bool WantsChannelsFirst(int input) => true;

    public override Algorithm? WritingChannelsFirst() => this with { ChannelsFirst = true };

    public override BufferLayout OutputLayout(TensorShape shape, Border border, Target target) =>
        ChannelsFirst ? BufferLayout.ChannelsFirst(shape, border, target.Lanes) : BufferLayout.ChannelsLast(shape, border);

    public override BufferLayout WinnersLayout(TensorShape shape, Target target) => BufferLayout.ChannelsFirst(shape, default, target.Lanes);

    public override void Lower(NodeLowering node) => PlanarConvolutionLowering.Lower(node, this);

    /// <summary>Vectors of columns, first to last in tiles of so many. The last vector of a row may hold columns that are not stored: then its tile stands alone.</summary>
    public IEnumerable<(int First, int Last, int Vectors)> ColumnTiles(int lanes)
    {
        int all = (Operator.CoveredColumns + lanes - 1) / lanes;
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
                    if (best is null || candidate.Cycles(ic, target) < best.Cycles(ic, target))
                    {
                        best = candidate;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Estimated cycles: multiply-adds and loads start two a cycle, and each vector costs its end: pool, activation, store.</summary>
    private double Cycles(int ic, Target target)
    {
        const double PerVector = 4;
        double total = 0;
        foreach ((int channelStart, int channelEnd, int channels) in Segments.Cut(Operator.Convolution.Filters, TileChannels))
        {
            foreach ((int rowStart, int rowEnd, int rows) in Segments.Cut(Operator.CoveredRows, TileRows))
            {
                foreach ((int start, int end, int vectors) in ColumnTiles(target.Lanes))
                {
                    int sums = channels * rows * vectors;
                    double loads = channels + (rows * vectors * target.CrossingFactor);
                    double step = Math.Max(sums / 2.0, loads / target.LoadsPerCycle);
                    double tiles = (double)((channelEnd - channelStart) / channels) * ((rowEnd - rowStart) / rows) * ((end - start) / vectors);
                    total += tiles * ((Operator.Convolution.FanIn(ic) * Math.Max(step, 4)) + (PerVector * sums));
                }
            }
        }

        return total;
    }
}
