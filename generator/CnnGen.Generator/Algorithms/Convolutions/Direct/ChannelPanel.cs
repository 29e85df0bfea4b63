using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Direct;

/// <summary>What a tile of channels of a convolution is computed from.</summary>
/// <param name="Tiles">The run of tiles that it belongs to.</param>
/// <param name="InputChannel">The first channel that is read.</param>
/// <param name="Channel">The first channel that is written.</param>
/// <param name="WeightsAt">The first of the packed weights.</param>
internal sealed record ChannelPanel(ChannelTiles Tiles, IndexExpression InputChannel, IndexExpression Channel, IndexExpression WeightsAt)
{
    /// <summary>The only row of the kernel that is added, to sums that wait in the output; null for all rows.</summary>
    public IndexExpression? KernelRow { get; init; }

    /// <summary>Whether outputs are stored past the caches.</summary>
    public bool IsNonTemporal { get; init; }
}
