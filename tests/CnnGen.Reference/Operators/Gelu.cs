namespace CnnGen.Reference.Operators;

/// <summary>½·x·(1 + erf(x/√2)) = x·Φ(x).</summary>
public sealed class Gelu : Activation
{
    private const int Terms = 500;

    protected override double Value(double x) => x * Distribution(x);

    protected override double Derivative(double x) => Distribution(x) + (x * Density(x));

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …): all terms have one sign, so none cancel.
    private static double Distribution(double x)
    {
        double term = x;
        double sum = 0;
        for (int n = 1; n <= Terms; n++)
        {
            sum += term;
            term *= x * x / ((2 * n) + 1);
        }

        return Math.Abs(x) > 20 ? (x > 0 ? 1 : 0) : 0.5 + (Density(x) * sum);
    }
}
