namespace CnnGen.Reference.Operators;

/// <summary>x·tanh(log(1 + eˣ)).</summary>
public sealed class Mish : Activation
{
    protected override double Value(double x) => x * Math.Tanh(Math.Log(1 + Math.Exp(x)));

    protected override double Derivative(double x)
    {
        double t = Math.Tanh(Math.Log(1 + Math.Exp(x)));
        return t + (x * (1 - (t * t)) / (1 + Math.Exp(-x)));
    }
}
