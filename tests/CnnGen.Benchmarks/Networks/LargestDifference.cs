namespace CnnGen.Benchmarks.Networks;

/// <summary>How far the results of two contenders are apart.</summary>
/// <param name="Difference">The largest absolute difference.</param>
/// <param name="Magnitude">The largest absolute value of ours.</param>
internal readonly record struct LargestDifference(double Difference, double Magnitude)
{
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
}
