using CnnGen.Generator.Algorithms.Convolutions.Microkernel;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Convolutions;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>Searches the cheapest division of a layer into tiles, blocks and chunks; once for each distinct layer.</summary>
internal static class WinogradPlans
{
    // Output channels of a chunk: with fewer, transforming the input again for each would be felt.
    private const int LeastChunk = 32;

    // Where blocks divide so evenly among threads, channels need not be divided.
    private const double EvenEnough = 1.02;

    // Vectors of a product's tile where several tiles must make a chunk exactly.
    private const int MostVectorsOfChunk = 4;

    private const int Remembered = 4096;

    private static readonly RecentValues<
        (FusedConvolution Operator, int InputChannels, Target Target, bool IsParallel, bool OfBatch, double CyclesToBeat),
        WinogradConvolution?> s_known = new(Remembered);

    private static readonly RecentValues<(int Tiles, int Vectors, int Steps, Target Target), RegisterTile> s_tiles = new(Remembered);

    /// <summary>The cheapest plan, rounding errors in the price; null where none is cheaper than what is to be beaten.</summary>
    /// <param name="fused">The layer.</param>
    /// <param name="inputChannels">Channels of its input.</param>
    /// <param name="target">Vector width.</param>
    /// <param name="isParallel">Whether threads divide the work of one image.</param>
    /// <param name="ofBatch">Whether it is one image of a batch in training, whose filters change with each step and are read for each image: bringing them to
    /// the points is done once a step.</param>
    /// <param name="cyclesToBeat">Cycles of a simpler algorithm.</param>
    public static WinogradConvolution? Best(FusedConvolution fused, int inputChannels, Target target, bool isParallel, bool ofBatch, double cyclesToBeat) =>
        s_known.Get(
            (fused, inputChannels, target, isParallel, ofBatch, cyclesToBeat),
            () => Search(fused, inputChannels, target, isParallel, ofBatch, cyclesToBeat));

    private static WinogradConvolution? Search(FusedConvolution fused, int inputChannels, Target target, bool isParallel, bool ofBatch, double cyclesToBeat)
    {
        double limit = cyclesToBeat / WinogradConvolution.Gain;
        List<DividedCost<WinogradConvolution>> candidates = [];
        double least = limit;
        var transforms = WinogradGrid.Undivided(fused)
            .Where(grid => !ofBatch || grid.ServesTraining)
            .Select(grid => new WinogradConvolution(fused, grid, 1, default))
            .Select(whole => (whole.Grid, Least: whole.LeastCycles(whole.Channels(inputChannels), target)))
            .OrderBy(transform => transform.Least);
        foreach ((WinogradGrid whole, double leastCycles) in transforms)
        {
            if (!TaskDivision.IsAffordable(leastCycles, least))
            {
                break;
            }

            // The same for all divisions, which have the transforms of the whole.
            double price = WinogradRounding.Price(whole);
            foreach (WinogradGrid grid in whole.Divisions())
            {
                foreach (WinogradConvolution candidate in Divisions(fused, grid, inputChannels, target, isParallel, ofBatch))
                {
                    int channels = candidate.Channels(inputChannels);
                    double onOneThread = candidate.Cycles(channels, target, threads: 1);
                    double cycles = onOneThread * price;
                    least = Math.Min(least, cycles);
                    if (!TaskDivision.IsAffordable(cycles, least))
                    {
                        continue;
                    }

                    // Without chunks no thread does again what another does.
                    bool isWhole = candidate.Chunks == 1;
                    if ((isWhole ? onOneThread : candidate.Cycles(channels, target)) < limit)
                    {
                        double again = isWhole ? 0 : (candidate.Cycles(channels, target, threads: 2) * price) - cycles;
                        candidates.Add(new DividedCost<WinogradConvolution>(candidate, candidate.Tasks, cycles, again, candidate.Chunks));
                    }
                }
            }
        }

        return TaskDivision.Best(candidates, isParallel);
    }

    /// <summary>The ways to divide the channels of a layer over a grid.</summary>
    private static IEnumerable<WinogradConvolution> Divisions(
        FusedConvolution fused,
        WinogradGrid grid,
        int inputChannels,
        Target target,
        bool isParallel,
        bool ofBatch)
    {
        int filters = fused.Convolution.GroupFilters;
        int lanes = target.Lanes;
        WinogradConvolution undivided = new(fused, grid, 1, default);
        int steps = undivided.Channels(inputChannels) * grid.Vertical.Terms;
        int tiles = grid.ProductsOfBlock / grid.ProductRuns(grid.BlockRows);
        yield return undivided with { Tile = Tile(tiles, (filters + lanes - 1) / lanes, steps, target) };
        if (!ofBatch && OnTheFlyFilterTransform.Serve(fused.Convolution, grid, target))
        {
            WinogradGrid scaled =
                grid with { Vertical = grid.Vertical with { ScalesInputs = true }, Horizontal = grid.Horizontal with { ScalesInputs = true } };
            WinogradConvolution keeping = undivided with { Grid = scaled, TransformsFiltersOnTheFly = true };
            yield return keeping;
            for (int chunks = 2; isParallel && filters % (chunks * lanes) == 0 && filters / chunks >= LeastChunk; chunks *= 2)
            {
                yield return keeping with { Chunks = chunks };
            }
        }

        bool needsChunks = isParallel && TaskDivision.Unevenness(grid.Blocks) > EvenEnough;
        for (int chunks = 2; needsChunks && filters % (chunks * lanes) == 0 && filters / chunks >= LeastChunk; chunks *= 2)
        {
            int vectors = filters / chunks / lanes;
            RegisterTile before = default;
            for (int most = Math.Min(MostVectorsOfChunk, vectors); most >= 1; most--)
            {
                // The same tile once more would be the same division once more.
                RegisterTile tile = Tile(tiles, most, steps, target);
                if (tile != before && vectors % tile.Vectors == 0)
                {
                    yield return undivided with { Chunks = chunks, Tile = tile };
                }

                before = tile;
            }
        }
    }

    private static RegisterTile Tile(int tiles, int vectors, int steps, Target target) =>
        s_tiles.Get((tiles, vectors, steps, target), static key => RegisterTile.Choose(1, key.Tiles, key.Vectors, key.Steps, 1, 1, key.Target));
}
