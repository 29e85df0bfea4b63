namespace CnnGen.Benchmarks.Measuring;

/// <summary>A comparison, and whether the contenders computed the same.</summary>
/// <param name="Comparison">The figures.</param>
/// <param name="Difference">How far the results of the contenders are apart; null with no peer.</param>
/// <param name="AllocatedBytes">What a call of ours allocates; null if not measured.</param>
internal sealed record CheckedComparison(Comparison Comparison, LargestDifference? Difference, double? AllocatedBytes)
{
    /// <summary>False where figures of different computations would be compared.</summary>
    public bool ResultsAgree => Difference is not { } difference || difference.IsRounding;
}
