using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Searches the cheapest division of a layer into tiles, blocks and chunks; once for each distinct layer of a program.</summary>
/// <param name="direct">For what direct convolution would cost.</param>
/// <param name="target">Vector width.</param>
/// <param name="isDivided">Whether threads divide the work of one image.</param>
internal sealed class WinogradPlans(DirectTiles direct, Target target, bool isDivided)
{
    // Output channels of a chunk: with fewer, transforming the input again for each would be felt.
    private const int LeastChunk = 64;

    // Vectors of a product's tile where several tiles must make a chunk exactly.
    private const int MostVectorsOfChunk = 4;

    private readonly Dictionary<(FusedConvolution Operator, int InputChannels), WinogradConvolution?> _known = [];
    private readonly Dictionary<(int Tiles, int Vectors, int Steps), RegisterTile> _tiles = [];

    /// <summary>The cheapest plan; null where direct convolution is cheaper.</summary>
    public WinogradConvolution? Best(FusedConvolution fused, int inputChannels)
    {
        if (!_known.TryGetValue((fused, inputChannels), out WinogradConvolution? plan))
        {
            plan = Search(fused, inputChannels);
            _known.Add((fused, inputChannels), plan);
        }

        return plan;
    }

    private WinogradConvolution? Search(FusedConvolution fused, int inputChannels)
    {
        int ic = fused.Convolution.GroupChannels(inputChannels);
        double directCycles = DirectConvolution.CyclesOfBest(direct, fused, inputChannels, target);
        WinogradConvolution? best = null;
        double bestWeight = double.MaxValue;
        foreach (WinogradConvolution candidate in WinogradGrid.For(fused).SelectMany(grid => Divisions(fused, grid, ic)))
        {
            double cycles = candidate.Cycles(ic, target);
            double weight = isDivided ? cycles * MachineModel.TimeOnSomeThreads(candidate.Units) : cycles;
            if (cycles < directCycles && weight < bestWeight)
            {
                (best, bestWeight) = (candidate with { Speed = directCycles / cycles }, weight);
            }
        }

        return best;
    }

    /// <summary>The ways to divide the channels of a layer over a grid.</summary>
    private IEnumerable<WinogradConvolution> Divisions(FusedConvolution fused, WinogradGrid grid, int ic)
    {
        int filters = fused.Convolution.GroupFilters;
        int lanes = target.Lanes;
        int steps = ic * grid.Vertical.Terms;
        yield return new WinogradConvolution(fused, grid, 1, Tile(grid.ProductsOfBlock, (filters + lanes - 1) / lanes, steps), 1);
        for (int chunks = 2; isDivided && filters % (chunks * lanes) == 0 && filters / chunks >= LeastChunk; chunks *= 2)
        {
            int vectors = filters / chunks / lanes;
            for (int most = Math.Min(MostVectorsOfChunk, vectors); most >= 1; most--)
            {
                RegisterTile tile = Tile(grid.ProductsOfBlock, most, steps);
                if (vectors % tile.Vectors == 0)
                {
                    yield return new WinogradConvolution(fused, grid, chunks, tile, 1);
                }
            }
        }
    }

    private RegisterTile Tile(int tiles, int vectors, int steps)
    {
        if (!_tiles.TryGetValue((tiles, vectors, steps), out RegisterTile tile))
        {
            tile = RegisterTile.Choose(1, tiles, vectors, steps, 1, 1, target);
            _tiles.Add((tiles, vectors, steps), tile);
        }

        return tile;
    }
}
