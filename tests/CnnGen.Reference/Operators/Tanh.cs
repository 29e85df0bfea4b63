namespace CnnGen.Reference.Operators;

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : Activation
{
    protected override double Value(double x) => Math.Tanh(x);

    protected override double Derivative(double x) => 1 - (Math.Tanh(x) * Math.Tanh(x));
}
