namespace CnnGen.Reference.Operators;

/// <summary>x/(1 + e⁻ˣ).</summary>
public sealed class Silu : Activation
{
    protected override double Value(double x) => x / (1 + Math.Exp(-x));

    protected override double Derivative(double x)
    {
        double s = 1 / (1 + Math.Exp(-x));
        return s + (x * s * (1 - s));
    }
}
