namespace CnnGen.Benchmarks.Measuring;

/// <summary>How far the results of contenders are apart.</summary>
/// <param name="Difference">The largest absolute difference.</param>
/// <param name="Magnitude">The largest absolute value of ours.</param>
internal readonly record struct LargestDifference(double Difference, double Magnitude)
{
    // fp32 sums in another order differ by 1e-6 or so, Winograd's by a little more; a wrong layer by far more.
    private const double Tolerance = 1e-4;

    /// <summary>The difference as a part of the magnitude.</summary>
    public double Relative => Difference / Magnitude;

    /// <summary>Whether both computed the same but for rounding. False for NaN, and where everything is 0.</summary>
    public bool IsRounding => Relative <= Tolerance;

    /// <summary>Of two sequences of equal length.</summary>
    public static LargestDifference Of(IEnumerable<double> ours, IEnumerable<double> theirs)
    {
        LargestDifference largest = default;
        foreach ((double own, double other) in ours.Zip(theirs))
        {
            // Math.Max carries a NaN on, so a result that is none shows.
            largest = new LargestDifference(Math.Max(largest.Difference, Math.Abs(own - other)), Math.Max(largest.Magnitude, Math.Abs(own)));
        }

        return largest;
    }

    /// <summary>Of two spans of equal length.</summary>
    public static LargestDifference Of(ReadOnlySpan<float> ours, ReadOnlySpan<float> theirs) =>
        Of(ours.ToArray().Select(value => (double)value), theirs.ToArray().Select(value => (double)value));

    /// <summary>The larger of two, with the same results of ours.</summary>
    public static LargestDifference Larger(LargestDifference one, LargestDifference other) =>
        new(Math.Max(one.Difference, other.Difference), Math.Max(one.Magnitude, other.Magnitude));
}
