namespace Mnist.Charts;

/// <summary>A vertical logarithmic axis from top to bottom, bounded by the numbers 1, 2 and 5 and their decades.</summary>
internal sealed class LogAxis
{
    private static readonly double[] s_steps = [1, 2, 5];

    private readonly double _top;
    private readonly double _bottom;
    private readonly double _low;
    private readonly double _high;

    /// <summary>Sets place and range.</summary>
    /// <param name="top">Where the largest value stands.</param>
    /// <param name="bottom">Where the smallest value stands.</param>
    /// <param name="least">The smallest number that is told from zero; smaller values are drawn there.</param>
    /// <param name="values">What is to be shown.</param>
    public LogAxis(double top, double bottom, double least, IEnumerable<double> values)
    {
        _top = top;
        _bottom = bottom;
        Least = least;
        double[] shown = [.. values.Where(double.IsFinite).Select(value => Math.Max(value, least))];
        _low = Numbers().Last(number => number <= shown.DefaultIfEmpty(least).Min());
        _high = Numbers().First(number => number >= shown.DefaultIfEmpty(1).Max() && number > _low);
    }

    /// <summary>The smallest number that is told from zero.</summary>
    public double Least { get; }

    /// <summary>Numbers to label, from the smallest.</summary>
    public IEnumerable<double> Ticks => Numbers().Where(number => number >= _low && number <= _high);

    /// <summary>Where a value stands; what is no number stands at the top.</summary>
    public double Place(double value)
    {
        double logarithm = double.IsFinite(value) ? Math.Log(Math.Max(value, Least)) : Math.Log(_high);
        return _bottom + ((_top - _bottom) * (logarithm - Math.Log(_low)) / (Math.Log(_high) - Math.Log(_low)));
    }

    // Parsed, since 2 · 10⁻³ is not the number that 0.002 is.
    private static IEnumerable<double> Numbers() =>
        Enumerable.Range(-7, 12).SelectMany(decade => s_steps.Select(step => decade < 0 ? step / Math.Pow(10, -decade) : step * Math.Pow(10, decade)));
}
