using System.Globalization;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Prints a comparison as lines of text.</summary>
internal static class ComparisonTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter output, Comparison comparison)
    {
        output.WriteLine(comparison.Workload.Title);
        output.WriteLine(
            $"  {comparison.Figure.Unit,-20}{"median",12}{"min",12}{"max",12}{"best call",12}{"calls",10}   "
            + "times slower than ours (by round: min, median, max)");
        foreach (Measurement measurement in comparison.Measurements)
        {
            Spread figures = measurement.Figures(comparison.Figure);
            string ratio = measurement == comparison.Measurements[0] ? "" : Ratio(comparison, measurement);
            output.WriteLine(
                $"  {measurement.Name,-20}{Digits.Three(figures.Median),12}{Digits.Three(figures.Min),12}{Digits.Three(figures.Max),12}" +
                $"{Digits.Three(measurement.Best(comparison.Figure)),12}{measurement.Rounds.Sum(round => round.Calls),10}{ratio}");
        }
    }

    private static string Ratio(Comparison comparison, Measurement peer)
    {
        Spread byRound = comparison.RatioByRound(peer);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"   {comparison.RatioOfMedians(peer):0.00} ({byRound.Min:0.00}, {byRound.Median:0.00}, {byRound.Max:0.00})");
    }
}
