namespace CnnGen.Reference.Operators;

/// <summary>log(1 + eˣ).</summary>
public sealed class Softplus : Activation
{
    protected override double Value(double x) => Math.Log(1 + Math.Exp(x));

    protected override double Derivative(double x) => 1 / (1 + Math.Exp(-x));
}
