using System.Globalization;

namespace CnnGen;

/// <summary>An axis from the smallest to the largest value, with round numbers along it.</summary>
internal sealed class ChartAxis
{
    private const int MostTicks = 7;

    private readonly bool _isLog;
    private readonly double _from;
    private readonly double _to;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Sets range and place.</summary>
    /// <param name="values">What is to be shown.</param>
    /// <param name="isLog">Whether equal distances are equal ratios; values are above 0 then.</param>
    /// <param name="from">Where the smallest value stands.</param>
    /// <param name="to">Where the largest value stands.</param>
    public ChartAxis(IEnumerable<double> values, bool isLog, double from, double to)
    {
        double[] all = [.. values.Select(value => isLog ? Math.Log10(value) : value)];
        _isLog = isLog;
        _from = from;
        _to = to;
        _low = all.DefaultIfEmpty(0).Min();
        _high = all.DefaultIfEmpty(1).Max();
        double margin = _high - _low > 1e-12 * Math.Abs(_high) ? (_high - _low) * 0.02 : isLog ? 0.1 : Math.Max(1e-12, Math.Abs(_high) * 0.1);
        _low -= margin;
        _high += margin;
        Ticks = [.. isLog ? Decades() : Steps(_low, _high)];
    }

    /// <summary>Round numbers within the range.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Where a value stands.</summary>
    public double Place(double value) => _from + ((_to - _from) * ((_isLog ? Math.Log10(value) : value) - _low) / (_high - _low));

    /// <summary>A number as people write it.</summary>
    public static string Text(double value) => value != 0 && Math.Abs(value) is < 1e-3 or >= 1e5
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Steps(double low, double high)
    {
        double rough = (high - low) / MostTicks;
        double decade = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = new[] { 1, 2, 5, 10 }.Select(factor => factor * decade).First(candidate => candidate >= rough);
        for (double k = Math.Ceiling(low / step); k * step <= high; k++)
        {
            yield return Math.Round(k * step, 12) + 0d; // no negative zero
        }
    }

    // Powers of ten, with 2 and 5 between them where few fit; less than a decade is divided evenly.
    private IEnumerable<double> Decades()
    {
        double[] factors = _high - _low < 2 ? [1, 2, 5] : [1];
        int every = Math.Max(1, (int)Math.Ceiling((_high - _low) / MostTicks));
        List<double> ticks = [];
        for (int decade = (int)Math.Floor(_low); decade <= _high; decade += every)
        {
            ticks.AddRange(factors.Select(factor => factor * Math.Pow(10, decade)).Where(tick => Math.Log10(tick) >= _low && Math.Log10(tick) <= _high));
        }

        return _high - _low >= 1 ? ticks : Steps(Math.Pow(10, _low), Math.Pow(10, _high));
    }
}
