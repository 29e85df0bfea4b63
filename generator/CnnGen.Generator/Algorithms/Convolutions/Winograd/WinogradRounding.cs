using CnnGen.Generator.Model;

namespace CnnGen.Generator.Algorithms.Convolutions.Winograd;

/// <summary>How much further from the exact outputs a transform leaves them than direct convolution does, which sums in single precision as well.</summary>
/// <remarks>
/// For independent inputs and weights of mean 0. A product at point p is as large as ‖G_p‖·‖B_p‖, the norms of the point's rows of the transforms of filter and
/// input, and enters output i with A_ip; its rounding error is a share of it. The mean over outputs of √Σ A_ip²·‖G_p‖²·‖B_p‖² is thus what errors grow by,
/// beside √r in an output itself, the length of its r taps; direct convolution adds up r times as many products in one sum, whose error grows with their
/// number. B. Barabasz et al., "Error analysis and improving the accuracy of Winograd convolution for deep neural networks" (2020), has bounds of this form.
/// </remarks>
internal static class WinogradRounding
{
    /// <summary>
    /// What both axes of a layer together may have. Where layers have more, deep networks with random weights were measured 4 to 16 times as far from double
    /// precision as with direct convolution; this excludes transforms of nine and ten points beside another transform.
    /// </summary>
    public const double MostOfLayer = 7;

    /// <summary>
    /// Points that an axis may have in training, where the error of each layer goes into all gradients before it: with six, it is that of a sum in single
    /// precision taken one by one.
    /// </summary>
    public const int MostPointsInTraining = 6;

    // A transform is preferred to one with less rounding only where it is faster by a hundredth for each time that direct convolution's error is added.
    private const double PriceOfError = 0.01;

    private const int Remembered = 256;

    private static readonly RecentValues<(int Outputs, int Taps), double> s_known = new(Remembered);

    /// <summary>The error along an axis, in those of direct convolution: below 1 where fewer products are summed than errors grow.</summary>
    public static double Of(WinogradAxis axis)
    {
        int taps = axis.TapsTogether;
        return axis.IsDirect || taps == 1
            ? 1
            : s_known.Get((axis.Outputs, taps), static whole => Growth(new WinogradAxis(whole.Outputs, whole.Taps)) / Math.Sqrt(whole.Taps));
    }

    /// <summary>The error of both axes together, in those of direct convolution.</summary>
    public static double Of(WinogradGrid grid) => Of(grid.Vertical) * Of(grid.Horizontal);

    /// <summary>What the cycles of a layer are multiplied by for its rounding errors when transforms are compared.</summary>
    public static double Price(WinogradGrid grid) => 1 + (PriceOfError * Math.Max(0, Of(grid) - 1));

    /// <summary>By how much errors grow through the transforms of one axis.</summary>
    private static double Growth(WinogradAxis axis)
    {
        double[] points = [.. axis.PointValues.Where(point => !double.IsInfinity(point))];
        double squares = axis.HasInfinity ? SquaredNorm(points) : 0;
        foreach (double point in points)
        {
            double[] others = [.. points.Where(other => other != point)];
            double distance = others.Aggregate(1.0, (product, other) => product * (point - other));
            squares += Powers(point, axis.Outputs) * (Powers(point, axis.Taps) / (distance * distance)) * SquaredNorm(others);
        }

        return Math.Sqrt(squares / axis.Outputs / axis.Taps);
    }

    /// <summary>1 + p² + p⁴ + …: the squared norm of a point's row of powers.</summary>
    private static double Powers(double point, int count) => Enumerable.Range(0, count).Sum(power => power == 0 ? 1 : Math.Pow(point, 2 * power));

    /// <summary>The squared norm of the coefficients of the polynomial with these roots: a point's row of the transform of inputs.</summary>
    private static double SquaredNorm(double[] roots)
    {
        double[] coefficients = [1];
        foreach (double root in roots)
        {
            double[] next = new double[coefficients.Length + 1];
            for (int i = 0; i < coefficients.Length; i++)
            {
                next[i] -= root * coefficients[i];
                next[i + 1] += coefficients[i];
            }

            coefficients = next;
        }

        return coefficients.Sum(coefficient => coefficient * coefficient);
    }
}
