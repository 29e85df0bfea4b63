using System.Globalization;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Everything that was compared in one table: a row a workload, two columns a peer.</summary>
internal static class GridTable
{
    private const string Nothing = "–";

    /// <summary>The table.</summary>
    public static MarkdownTable Of(IReadOnlyList<CheckedComparison> entries)
    {
        string[] peers = [.. entries.SelectMany(entry => entry.Comparison.Peers).Select(peer => peer.Name).Distinct()];
        Comparison first = entries[0].Comparison;
        MarkdownTable table = new(
        [
            "network", "batch", "threads", $"{first.Measurements[0].Name}, {first.Figure.Unit}",
            .. peers.SelectMany(peer => (string[])[$"{peer}, {first.Figure.Unit}", "times ours"]),
            "difference",
        ]);
        foreach (CheckedComparison entry in entries)
        {
            Workload workload = entry.Comparison.Workload;
            table.Add(
            [
                workload.Network, Text(workload.Batch), Text(workload.Threads), Digits.Of(entry.Comparison.Measurements[0].Figures(entry.Comparison.Figure)),
                .. peers.SelectMany(peer => Cells(entry.Comparison, peer)),
                entry.Difference is { } difference ? difference.Relative.ToString("0.0e+0", CultureInfo.InvariantCulture) : Nothing,
            ]);
        }

        return table;
    }

    private static string[] Cells(Comparison comparison, string name)
    {
        if (comparison.Peers.FirstOrDefault(peer => peer.Name == name) is not { } peer)
        {
            return [Nothing, Nothing];
        }

        Spread ratio = comparison.RatioByRound(peer) with { Median = comparison.RatioOfMedians(peer) };
        return [Digits.Of(peer.Figures(comparison.Figure)), Digits.Of(ratio)];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
