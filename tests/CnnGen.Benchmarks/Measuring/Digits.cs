using System.Globalization;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Numbers with as many digits as a measurement deserves.</summary>
internal static class Digits
{
    private const int Significant = 3;

    /// <summary>Three significant digits; all digits before the point of a larger number.</summary>
    public static string Three(double value)
    {
        double size = Math.Abs(value);
        int decimals = size > 0 && double.IsFinite(size) ? Math.Clamp(Significant - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15) : 0;
        return value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>A median with its extremes: <c>1.20 [1.10 .. 1.31]</c>.</summary>
    public static string Of(Spread spread) => Of(spread, Three);

    /// <summary>The same with numbers written in another way.</summary>
    public static string Of(Spread spread, Func<double, string> number) => $"{number(spread.Median)} [{number(spread.Min)} .. {number(spread.Max)}]";

    /// <summary>No digits after the point.</summary>
    public static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
