namespace CnnGen.Benchmarks.Measuring;

/// <summary>All turns of one contender.</summary>
internal sealed record Measurement(string Name, IReadOnlyList<Round> Rounds)
{
    /// <summary>The medians of the turns, as a figure.</summary>
    public Spread Figures(Figure figure) => Spread.Of(Rounds.Select(round => figure.Of(round.MedianSeconds)));

    /// <summary>The best call of all turns, as a figure.</summary>
    public double Best(Figure figure) => figure.Of(Rounds.Min(round => round.MinSeconds));
}
