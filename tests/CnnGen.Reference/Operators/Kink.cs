namespace CnnGen.Reference.Operators;

/// <summary>Distances from points where a gradient jumps, relative to the largest value.</summary>
internal static class Kink
{
    /// <summary>The smallest |x| that is not exactly 0.</summary>
    public static double DistanceFromZero(RefTensor x) => RelativeTo(x, SmallestPositive(x.Values.Select(Math.Abs)));

    /// <summary>The smallest distance from one of these places that is not exactly 0.</summary>
    public static double DistanceFrom(RefTensor x, params double[] places) =>
        RelativeTo(x, SmallestPositive(x.Values.SelectMany(value => places.Select(place => Math.Abs(value - place)))));

    public static double SmallestPositive(IEnumerable<double> distances) => distances.Where(d => d > 0).DefaultIfEmpty(double.PositiveInfinity).Min();

    public static double RelativeTo(RefTensor x, double distance)
    {
        double largest = x.Values.Max(Math.Abs);
        return largest == 0 ? double.PositiveInfinity : distance / largest;
    }
}
