namespace CnnGen.Benchmarks.Measuring;

/// <summary>
/// Lets contenders work in turn for a number of rounds. A machine that is shared or changes its clock does so for all of them,
/// so the ratio within a round means more than two figures measured minutes apart.
/// </summary>
/// <param name="Rounds">Turns of each contender that count.</param>
/// <param name="Turn">Length of a turn, which has at least one call; one more turn, which does not count, warms up.</param>
internal sealed record Alternation(int Rounds, TimeSpan Turn)
{
    /// <summary>Measures the contenders; the first is the one that the others are compared with.</summary>
    /// <param name="workload">What is compared.</param>
    /// <param name="figure">How a time is shown.</param>
    /// <param name="contenders">At least one.</param>
    /// <param name="stop">Ends the work between two turns.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public Comparison Measure(Workload workload, Figure figure, IReadOnlyList<IContender> contenders, CancellationToken stop)
    {
        Round[][] rounds = new Round[contenders.Count][];
        for (int i = 0; i < contenders.Count; i++)
        {
            stop.ThrowIfCancellationRequested();
            contenders[i].Run(Turn);
            rounds[i] = new Round[Rounds];
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Count; i++)
            {
                stop.ThrowIfCancellationRequested();
                rounds[i][round] = contenders[i].Run(Turn);
            }
        }

        List<Measurement> measurements = [];
        for (int i = 0; i < contenders.Count; i++)
        {
            measurements.Add(new Measurement(contenders[i].Name, rounds[i]));
        }

        return new Comparison(workload, figure, measurements);
    }
}
