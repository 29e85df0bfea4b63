using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>Searches the block and the tile of a layer by Strassen's algorithm; once for each distinct layer.</summary>
internal static class StrassenPlans
{
    // The share of the second cache that sums and products of a block may take: weights pass through the rest.
    private const double MostOfCache = 7.0 / 8;

    // Smaller blocks read all weights too often.
    private const int LeastPixelsOfBlock = 24;

    // Where threads divide the work of one image: what fewer parts save, uneven shares would take.
    private const int LeastTasks = 4;

    // The calls of blocks beside each other are written out.
    private const int MostWrittenOut = 8;

    // Filters of a chunk, of both halves: with fewer, making the sums again for each would be felt.
    private const int LeastChunk = 32;

    // The weights of a tile are more than the first cache holds: with fewer pixels that share a vector of them, the second does not bring them as fast as they
    // are used.
    private const int LeastPixels = 5;
    private const int MostVectors = 3;

    // Cycles for each byte of weights that one block more reads. A guess, so that it chooses between blocks only: where they cost the same otherwise, those
    // that read weights less often were faster.
    private const double CyclesOfByteAgain = 1.0 / 64;

    // As TaskDivision.PriceOfTasks: an eighth is all that the algorithm saves, and direct convolution divides as well as anything.
    private const double PriceOfTasks = 1.04;

    private const int Remembered = 4096;

    private static readonly RecentValues<
        (FusedConvolution Operator, int InputChannels, Target Target, bool IsParallel, double CyclesToBeat),
        StrassenConvolution?> s_known = new(Remembered);

    /// <summary>The cheapest plan; null where none is cheaper than what is to be beaten.</summary>
    /// <param name="fused">The layer.</param>
    /// <param name="inputChannels">Channels of its input.</param>
    /// <param name="target">Vector width.</param>
    /// <param name="isParallel">Whether threads divide the work of one image.</param>
    /// <param name="cyclesToBeat">Cycles of a simpler algorithm.</param>
    public static StrassenConvolution? Best(FusedConvolution fused, int inputChannels, Target target, bool isParallel, double cyclesToBeat) =>
        s_known.Get((fused, inputChannels, target, isParallel, cyclesToBeat), () => Search(fused, inputChannels, target, isParallel, cyclesToBeat));

    private static StrassenConvolution? Search(FusedConvolution fused, int inputChannels, Target target, bool isParallel, double cyclesToBeat)
    {
        List<DividedCost<StrassenConvolution>> candidates = [];
        foreach (StrassenConvolution candidate in Divisions(fused, inputChannels, target).Where(division => !isParallel || division.Tasks >= LeastTasks))
        {
            if (candidate.Cycles(inputChannels, target) * StrassenConvolution.Gain < cyclesToBeat)
            {
                double cycles = candidate.Cycles(inputChannels, target, threads: 1);
                double again = candidate.Chunks == 1 ? 0 : candidate.Cycles(inputChannels, target, threads: 2) - cycles;
                cycles += candidate.WeightBytesAgain(inputChannels) * CyclesOfByteAgain;
                candidates.Add(new DividedCost<StrassenConvolution>(candidate, candidate.Tasks, cycles, again, candidate.Chunks));
            }
        }

        return TaskDivision.Best(candidates, isParallel, PriceOfTasks);
    }

    /// <summary>
    /// The ways to divide a layer into blocks and chunks, each with its cheapest tile. Wide blocks come first: of two that cost the same, the one whose pixels
    /// are neighbours in memory is read faster.
    /// </summary>
    private static IEnumerable<StrassenConvolution> Divisions(FusedConvolution fused, int inputChannels, Target target) =>
        from columns in Divisors(fused.CoveredColumns)
        from rows in Rows(fused.CoveredRows)
        where rows * fused.CoveredColumns / columns >= LeastPixelsOfBlock
        from chunks in (int[])[1, 2, 4, 8, 16]
        where columns <= MostWrittenOut
            && fused.Convolution.Filters % (2 * chunks * target.Lanes) == 0
            && (chunks == 1 || fused.Convolution.Filters / chunks >= LeastChunk)
        let division = new StrassenConvolution(fused, rows, fused.CoveredColumns / columns, chunks, default)
        where division.BlockBytes(inputChannels) <= MostOfCache * target.Machine.SecondCacheBytes
        select division with { Tile = CheapestTile(division, inputChannels, target) };

    /// <summary>Rows of a block: as many in the last one, or one less, so that threads have equal shares also where the image is as high as a prime.</summary>
    private static IEnumerable<int> Rows(int height) => Enumerable.Range(1, height).Where(rows => height % rows == 0 || height % rows == rows - 1);

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(divisor => number % divisor == 0);

    private static RegisterTile CheapestTile(StrassenConvolution division, int inputChannels, Target target)
    {
        int vectors = division.ChunkFilters / target.Lanes;
        return Enumerable.Range(1, Math.Min(MostVectors, vectors))
            .SelectMany(count => Enumerable.Range(LeastPixels, target.Registers).Select(pixels => new RegisterTile(1, pixels, count, 1)))
            .Where(tile => tile.FitsRegisters(target))
            .OrderBy(tile => tile.Cycles(1, division.MostPixels, vectors, inputChannels / 2, target))
            .First();
    }
}
