using CnnGen.Samples;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>
/// How many times as long as ours each peer takes: a group of bars a network, a panel a setting. The axis is logarithmic, so that twice as long and half as
/// long are equally far from the line that means equal.
/// </summary>
internal sealed class RatioChart
{
    private const int LeftMargin = 148;
    private const int PanelWidth = 232;
    private const int PanelGap = 56;
    private const int TopMargin = 104;
    private const int BarHeight = 13;
    private const int GroupGap = 16;
    private const int BottomMargin = 52;

    private const string Ink = "#1f2933";
    private const string Faint = "#6b7785";
    private const string Grid = "#e4e8ec";

    private static readonly string[] s_colors = ["#2f6fb0", "#d97b29", "#3f8f5a", "#8a5fb0"];

    private readonly IReadOnlyList<Comparison> _comparisons;
    private readonly string[] _networks;
    private readonly string[] _settings;
    private readonly string[] _peers;
    private readonly int _lowest;
    private readonly int _highest;
    private readonly SvgDocument _svg;

    private RatioChart(IReadOnlyList<Comparison> comparisons, string machine)
    {
        _comparisons = comparisons;
        _networks = [.. comparisons.Select(comparison => comparison.Workload.Network).Distinct()];
        _settings = [.. comparisons.Select(comparison => comparison.Workload.Setting).Distinct()];
        _peers = [.. comparisons.SelectMany(comparison => comparison.Peers).Select(peer => peer.Name).Distinct()];
        double[] ratios = [.. comparisons.SelectMany(comparison => comparison.Peers.SelectMany(peer => Extremes(comparison.RatioByRound(peer))))];
        _lowest = (int)Math.Floor(Math.Log2(ratios.Append(0.5).Min()));
        _highest = (int)Math.Ceiling(Math.Log2(ratios.Append(2).Max()));
        int width = LeftMargin + (_settings.Length * (PanelWidth + PanelGap));
        _svg = new SvgDocument(width, Bottom + BottomMargin);
        _svg.Text(20, 32, "Time a call, in multiples of CnnGen's", 19, Ink, isBold: true);
        _svg.Text(20, 52, "Right of 1: CnnGen is faster. Bars: medians; thin lines: smallest and largest ratio of a turn.", 12, Faint);
        _svg.Text(20, Bottom + 40, machine, 11, Faint);
    }

    private int GroupHeight => (_peers.Length * BarHeight) + GroupGap;

    private int Bottom => TopMargin + (_networks.Length * GroupHeight);

    /// <summary>Draws comparisons of which at least one has a peer; without any there are only names.</summary>
    public static SvgDocument Draw(IReadOnlyList<Comparison> comparisons, string machine)
    {
        RatioChart chart = new(comparisons, machine);
        chart.DrawNames();
        for (int panel = 0; panel < chart._settings.Length; panel++)
        {
            chart.DrawPanel(panel);
        }

        return chart._svg;
    }

    private void DrawNames()
    {
        int x = 20;
        for (int peer = 0; peer < _peers.Length; peer++)
        {
            _svg.Rectangle(x, 64, 12, 12, s_colors[peer % s_colors.Length], radius: 2);
            _svg.Text(x + 18, 74, _peers[peer], 12, Ink);
            x += 170;
        }

        for (int network = 0; network < _networks.Length; network++)
        {
            _svg.Text(LeftMargin - 14, GroupTop(network) + (_peers.Length * BarHeight / 2.0) + 4, _networks[network], 13, Ink, anchor: "end");
        }
    }

    private void DrawPanel(int panel)
    {
        _svg.Text(X(panel, 1), TopMargin - 8, _settings[panel], 13, Ink, anchor: "start", isBold: true);
        for (int power = _lowest; power <= _highest; power++)
        {
            double value = Math.Pow(2, power);
            _svg.Line(X(panel, value), TopMargin, X(panel, value), Bottom, power == 0 ? Faint : Grid);
            _svg.Text(X(panel, value), Bottom + 16, FormattableString.Invariant($"{value:0.###}"), 11, Faint, anchor: "middle");
        }

        foreach (Comparison comparison in _comparisons.Where(comparison => comparison.Workload.Setting == _settings[panel]))
        {
            foreach (Measurement peer in comparison.Peers)
            {
                DrawBar(panel, comparison, peer);
            }
        }
    }

    private void DrawBar(int panel, Comparison comparison, Measurement peer)
    {
        int place = Array.IndexOf(_peers, peer.Name);
        double ratio = comparison.RatioOfMedians(peer);
        Spread turns = comparison.RatioByRound(peer);
        double top = GroupTop(Array.IndexOf(_networks, comparison.Workload.Network)) + (place * BarHeight);
        double middle = top + (BarHeight / 2.0);
        (double start, double end) = (X(panel, Math.Min(1, ratio)), X(panel, Math.Max(1, ratio)));
        _svg.BeginGroup($"{comparison.Workload.Title}, {peer.Name}: {Digits.Of(turns with { Median = ratio })}");
        _svg.Rectangle(start, top + 1, end - start, BarHeight - 2, s_colors[place % s_colors.Length], radius: 1.5);
        _svg.Line(X(panel, turns.Min), middle, X(panel, turns.Max), middle, Ink);
        _svg.Text(Math.Max(end, X(panel, turns.Max)) + 5, middle + 4, FormattableString.Invariant($"{ratio:0.00}"), 11, Ink);
        _svg.EndGroup();
    }

    private int GroupTop(int network) => TopMargin + (network * GroupHeight) + (GroupGap / 2);

    private double X(int panel, double ratio) =>
        LeftMargin + (panel * (PanelWidth + PanelGap)) + ((Math.Log2(ratio) - _lowest) / (_highest - _lowest) * PanelWidth);

    private static double[] Extremes(Spread spread) => [spread.Min, spread.Max];
}
