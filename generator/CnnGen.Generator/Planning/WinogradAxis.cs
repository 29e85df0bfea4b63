using CnnGen.Geometry;

namespace CnnGen.Generator.Planning;

/// <summary>
/// Winograd's minimal filtering F(m, r) along one axis: <paramref name="Outputs"/> neighbouring outputs of a filter with <paramref name="Taps"/> taps by
/// m + r − 1 multiplications instead of m · r. The polynomials of filter and input are evaluated at 0, at pairs ±p and at infinity, multiplied there, and
/// the product is interpolated (Toom and Cook).
/// </summary>
/// <param name="Outputs">m.</param>
/// <param name="Taps">r.</param>
/// <param name="IsSummed">The axis stays as it is: products with each tap are summed, as in direct convolution.</param>
/// <param name="Stride">From the inputs of an output to those of the next; 1 with a transform.</param>
/// <remarks>
/// Source: A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks" (2015); the general construction is in S. Winograd, "Arithmetic
/// Complexity of Computations" (1980). Pairs ±p let both evaluations share their even and odd parts.
/// </remarks>
internal readonly record struct WinogradAxis(int Outputs, int Taps, bool IsSummed = false, int Stride = 1)
{
    // Chosen among small binary fractions, which are exact, for the least rounding error over random inputs: with these, F(4, 3) in both axes and F(4, 7)
    // in one are as exact as a sum in single precision taken one by one.
    private static readonly double[] s_two = [1];
    private static readonly double[] s_four = [0.75, 1.5];
    private static readonly double[] s_six = [0.5, 1, 2];
    private static readonly double[] s_eight = [0.375, 0.75, 1.25, 2];

    /// <summary>An axis along which the filter has one tap.</summary>
    public static readonly WinogradAxis Identity = Summed(1, 1);

    /// <summary>Points at which polynomials are multiplied: the multiplications of one tile. A summed axis knows one, where everything stays.</summary>
    public int Points => IsSummed ? 1 : Outputs + Taps - 1;

    /// <summary>Products that are summed at a point for each input channel.</summary>
    public int Terms => IsSummed ? Taps : 1;

    /// <summary>The p of each pair ±p.</summary>
    public IReadOnlyList<double> Pairs => Points switch
    {
        4 => s_two,
        6 => s_four,
        8 => s_six,
        10 => s_eight,
        _ => throw new InvalidOperationException($"No points are chosen for F({Outputs}, {Taps})."),
    };

    /// <summary>An axis without a transform.</summary>
    public static WinogradAxis Summed(int outputs, int taps, int stride = 1) => new(outputs, taps, IsSummed: true, stride);

    /// <summary>Values that so many neighbouring tiles have at a point, before the products.</summary>
    public int Inputs(int tiles) => IsSummed ? (((tiles * Outputs) - 1) * Stride) + Taps : tiles;

    /// <summary>Values that so many neighbouring tiles have at a point, after the products.</summary>
    public int Products(int tiles) => IsSummed ? tiles * Outputs : tiles;

    /// <summary>
    /// The transforms that serve an axis: any number of points there is, with at least two outputs. With a stride of s, s neighbouring inputs count as one with
    /// s times the channels, and the filter is moved over these by 1.
    /// </summary>
    public static IEnumerable<WinogradAxis> For(WindowAxis axis)
    {
        int taps = (axis.F + axis.S - 1) / axis.S;
        if (taps == 1)
        {
            yield return Identity;
            yield break;
        }

        foreach (int points in (int[])[4, 6, 8, 10])
        {
            if (points + 1 - taps >= 2)
            {
                yield return new WinogradAxis(points + 1 - taps, taps);
            }
        }
    }

    /// <summary>[point, tap]: what brings a filter to the points. Points in the order 0, +p₁, −p₁, +p₂, −p₂ …, ∞.</summary>
    public double[,] FilterTransform()
    {
        double[,] matrix = new double[Points, Taps];
        double[] points = [0, .. Pairs.SelectMany(p => (double[])[p, -p])];
        for (int i = 0; i < points.Length; i++)
        {
            double others = 1;
            foreach (double other in points)
            {
                others *= other == points[i] ? 1 : points[i] - other;
            }

            double power = 1;
            for (int tap = 0; tap < Taps; tap++)
            {
                matrix[i, tap] = power / others;
                power *= points[i];
            }
        }

        matrix[Points - 1, Taps - 1] = 1;
        return matrix;
    }

    /// <summary>The coefficients of Π (x² − q²) over the given pairs, lowest power of x² first.</summary>
    public static double[] EvenPolynomial(IEnumerable<double> pairs)
    {
        double[] polynomial = [1];
        foreach (double pair in pairs)
        {
            double[] next = new double[polynomial.Length + 1];
            for (int i = 0; i < polynomial.Length; i++)
            {
                next[i + 1] += polynomial[i];
                next[i] -= pair * pair * polynomial[i];
            }

            polynomial = next;
        }

        return polynomial;
    }

    public override string ToString() => IsSummed && Taps > 1 ? FormattableString.Invariant($"Σ {Taps}") : FormattableString.Invariant($"F({Outputs}, {Taps})");
}
