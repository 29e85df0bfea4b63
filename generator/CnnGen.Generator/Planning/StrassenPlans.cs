using CnnGen.Generator.Model;
using CnnGen.Generator.Operators;

namespace CnnGen.Generator.Planning;

/// <summary>Searches the block and the tile of a layer by Strassen's algorithm; once for each distinct layer.</summary>
internal static class StrassenPlans
{
    // An eighth of the products is all that can be saved, and estimates are not exact.
    private const double LeastGain = 1.02;

    // Sums and products of a block: a product reads a few sevenths of them, which the second cache holds.
    private const int MostBytes = 900_000;

    // Smaller blocks read all weights too often.
    private const int LeastPixelsOfBlock = 24;

    // The weights of a tile are more than the first cache holds: with fewer pixels that share a vector of them, the second does not bring them as fast as they are used.
    private const int LeastPixels = 5;
    private const int MostVectors = 3;

    private const int Remembered = 4096;

    private static readonly RecentValues<(FusedConvolution Operator, int InputChannels, Target Target), StrassenConvolution?> s_known = new(Remembered);

    /// <summary>The cheapest plan; null where direct convolution is as cheap.</summary>
    /// <param name="fused">The layer.</param>
    /// <param name="inputChannels">Channels of its input.</param>
    /// <param name="target">Vector width.</param>
    public static StrassenConvolution? Best(FusedConvolution fused, int inputChannels, Target target) =>
        s_known.Get((fused, inputChannels, target), () => Search(fused, inputChannels, target));

    private static StrassenConvolution? Search(FusedConvolution fused, int inputChannels, Target target)
    {
        StrassenConvolution strassen = new(fused, fused.CoveredRows, default, 1);
        for (int rows = fused.CoveredRows - 1; rows * fused.CoveredColumns >= LeastPixelsOfBlock && strassen.BlockBytes(inputChannels) > MostBytes; rows--)
        {
            strassen = fused.CoveredRows % rows == 0 ? strassen with { Rows = rows } : strassen;
        }

        strassen = strassen with { Tile = CheapestTile(strassen, inputChannels, target) };
        double speed = DirectConvolution.CyclesOfBest(fused, inputChannels, target) / strassen.Cycles(inputChannels, target);
        return speed < LeastGain ? null : strassen with { Speed = speed };
    }

    private static RegisterTile CheapestTile(StrassenConvolution strassen, int inputChannels, Target target)
    {
        int vectors = strassen.Operator.Convolution.Filters / 2 / target.Lanes;
        return Enumerable.Range(1, Math.Min(MostVectors, vectors))
            .SelectMany(count => Enumerable.Range(LeastPixels, target.Registers).Select(pixels => new RegisterTile(1, pixels, count, 1)))
            .Where(tile => tile.FitsRegisters(target))
            .OrderBy(tile => tile.Cycles(1, strassen.Pixels, vectors, inputChannels / 2, target))
            .First();
    }
}
