namespace CnnGen.Benchmarks.Networks;

/// <summary>How far the results of two contenders are apart.</summary>
/// <param name="Difference">The largest absolute difference.</param>
/// <param name="Magnitude">The largest absolute value of ours.</param>
internal readonly record struct LargestDifference(double Difference, double Magnitude)
{
    // fp32 sums in another order differ by 1e-6 or so; a wrong layer by far more.
    private const double Tolerance = 1e-4;

    /// <summary>Whether both computed the same but for rounding. False for NaN.</summary>
    public bool IsRounding => Difference <= Tolerance * Math.Max(1, Magnitude);

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
