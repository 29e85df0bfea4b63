using CnnGen.Generator.Machine;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>Sums over the pixels of an image, channel by channel: how many stay in registers.</summary>
/// <param name="Lanes">Channels a vector.</param>
/// <param name="Vectors">Vectors of channels that are summed together.</param>
/// <param name="Columns">Neighbouring columns with sums of their own, so that additions need not wait for each other.</param>
internal sealed record ChannelSumTile(int Lanes, int Vectors, int Columns)
{
    // Enough independent sums to hide the latency of an addition, and no more than registers hold beside what is added.
    private const int MostSums = 8;

    public static ChannelSumTile Choose(int channels, int width, int sumsOfChannel, Target target)
    {
        if (target.Lanes == 1)
        {
            return new ChannelSumTile(1, 1, 1);
        }

        int lanes = target.LanesFor(channels);
        int vectors = Math.Min(MostSums / 2 / sumsOfChannel, (channels + lanes - 1) / lanes);
        return new ChannelSumTile(lanes, vectors, Math.Min(width, MostSums / sumsOfChannel / vectors));
    }

    public override string ToString() => Lanes == 1
        ? "channel by channel"
        : FormattableString.Invariant($"{Vectors} × {Lanes} channels of {Columns} columns in registers");
}
