using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>A tile of a direct convolution, and where its activation is applied.</summary>
/// <param name="Tile">What stays in registers.</param>
/// <param name="ActivatesStored">Whether the activation is applied to a row of outputs once it is stored, because its constants leave the accumulators too few
/// registers.</param>
internal readonly record struct DirectTile(RegisterTile Tile, bool ActivatesStored)
{
    /// <summary>Estimated cycles beside those of the tile itself.</summary>
    public double EpilogueCycles(FusedConvolution fused, int vectors) =>
        ActivatesStored ? StoredActivation.CyclesOfVector * fused.CoveredRows * fused.CoveredColumns * vectors / (fused.PoolRows * fused.PoolColumns) : 0;
}

/// <summary>
/// The cheapest tiles of direct convolutions, each searched for once: large networks repeat most of their layers, and an edit leaves most as they were.
/// </summary>
internal static class DirectTiles
{
    private const int Remembered = 4096;
    private const int MostVectorsOfLine = 2;

    private static readonly RecentValues<(FusedConvolution Operator, int InputChannels, Target Target), DirectTile> s_known = new(Remembered);

    public static DirectTile Cheapest(FusedConvolution fused, int inputChannels, Target target) =>
        s_known.Get((fused, inputChannels, target), () => Search(fused, inputChannels, target));

    /// <summary>
    /// Outputs that go past the caches do so in whole cache lines, unless these are so many vectors that registers hold too few pixels of them.
    /// </summary>
    private static int VectorUnit(FusedConvolution fused, int vectors, Target target)
    {
        double outputs = (double)fused.CoveredRows * fused.CoveredColumns / (fused.PoolRows * fused.PoolColumns) * fused.Convolution.Filters;
        int vectorsOfLine = MachineModel.CacheLine / target.Lanes;
        return vectorsOfLine <= Math.Min(vectors, MostVectorsOfLine) && MachineModel.ExceedsLastLevelCache(outputs * sizeof(float)) ? vectorsOfLine : 1;
    }

    private static DirectTile Search(FusedConvolution fused, int inputChannels, Target target)
    {
        int constants = fused.Activation?.Registers ?? 0;
        RegisterTile inRegisters = Search(fused, inputChannels, target, constants);
        if (constants == 0 || DirectConvolution.IsStreamed(fused, inputChannels))
        {
            return new DirectTile(inRegisters, ActivatesStored: false);
        }

        DirectTile stored = new(Search(fused, inputChannels, target, 0), ActivatesStored: true);
        int vectors = (fused.Convolution.GroupFilters + target.Lanes - 1) / target.Lanes;
        return inRegisters.Sums > 0 && Cycles(inRegisters) <= Cycles(stored.Tile) + stored.EpilogueCycles(fused, vectors)
            ? new DirectTile(inRegisters, ActivatesStored: false)
            : stored;

        double Cycles(RegisterTile tile) =>
            tile.Cycles(fused.CoveredRows, fused.CoveredColumns, vectors, fused.Convolution.ReductionLength(inputChannels), target);
    }

    private static RegisterTile Search(FusedConvolution fused, int inputChannels, Target target, int reserved)
    {
        Convolution convolution = fused.Convolution;
        if (DirectConvolution.IsStreamed(fused, inputChannels))
        {
            // Panels of few channels: one stream from memory for one image, and room in registers for several images that share it.
            return new RegisterTile(1, 1, Math.Min(2, (convolution.GroupFilters + target.Lanes - 1) / target.Lanes), Split: 4);
        }

        int vectors = (convolution.GroupFilters + target.Lanes - 1) / target.Lanes;
        return RegisterTile.Choose(
            fused.CoveredRows,
            fused.CoveredColumns,
            vectors,
            convolution.ReductionLength(inputChannels),
            fused.PoolRows,
            fused.PoolColumns,
            target,
            convolution.Horizontal is { S: 1, D: 1 } ? convolution.Horizontal.F : 1,
            convolution.Horizontal.S * inputChannels * sizeof(float),
            VectorUnit(fused, vectors, target),
            reserved);
    }
}
