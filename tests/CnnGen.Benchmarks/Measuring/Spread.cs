namespace CnnGen.Benchmarks.Measuring;

/// <summary>Median and extremes of a few values.</summary>
internal readonly record struct Spread(double Median, double Min, double Max)
{
    /// <summary>The spread of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    /// <summary>The same in another unit.</summary>
    public Spread Times(double factor) => new(Median * factor, Min * factor, Max * factor);
}
