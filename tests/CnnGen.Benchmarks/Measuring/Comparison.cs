namespace CnnGen.Benchmarks.Measuring;

/// <summary>Contenders that were measured in turn; the first is ours.</summary>
internal sealed record Comparison(Workload Workload, Figure Figure, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Those that ours is compared with.</summary>
    public IEnumerable<Measurement> Peers => Measurements.Skip(1);

    /// <summary>How often ours could be done in the time a peer takes once, from the medians over all rounds.</summary>
    public double RatioOfMedians(Measurement peer) => MedianSeconds(peer) / MedianSeconds(Measurements[0]);

    /// <summary>The same round by round.</summary>
    public Spread RatioByRound(Measurement peer)
    {
        Measurement ours = Measurements[0];
        return Spread.Of(peer.Rounds.Zip(ours.Rounds, (theirs, own) => theirs.MedianSeconds / own.MedianSeconds));
    }

    private static double MedianSeconds(Measurement measurement) => Spread.Of(measurement.Rounds.Select(round => round.MedianSeconds)).Median;
}
