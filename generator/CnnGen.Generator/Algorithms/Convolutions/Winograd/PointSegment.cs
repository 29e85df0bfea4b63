using System.Runtime.CompilerServices;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>Points of Winograd's algorithm along one axis that have as many tiles of a block each: a shorter last tile lacks some.</summary>
/// <param name="All">Points of all blocks together.</param>
/// <param name="Tiles">Tiles of a block.</param>
internal readonly record struct PointSegment(int All, int Tiles)
{
    /// <summary>The points of all blocks along an axis.</summary>
    /// <param name="axis">The transform of a whole tile.</param>
    /// <param name="tiles">All tiles.</param>
    /// <param name="blockTiles">Tiles of a block; the last one has those that are left.</param>
    /// <param name="lastOutputs">Outputs of the last tile.</param>
    [MethodImpl(JitOptions.AggressiveOptimization)]
    public static PointSegment[] Of(WinogradAxis axis, int tiles, int blockTiles, int lastOutputs)
    {
        int points = axis.Points;
        int before = (tiles - 1) / blockTiles;
        int left = tiles - (before * blockTiles);
        int inLast = axis.PadsLast ? points : axis.Cut(lastOutputs).Points;
        PointSegment whole = new(before * points, blockTiles);
        PointSegment last = new(inLast, left);
        PointSegment ofOthers = new(points - inLast, left - 1);
        return (before > 0, ofOthers.All > 0 && ofOthers.Tiles > 0) switch
        {
            (true, true) => [whole, last, ofOthers],
            (true, false) => [whole, last],
            (false, true) => [last, ofOthers],
            (false, false) => [last],
        };
    }
}
