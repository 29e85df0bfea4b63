namespace CnnGen.Reference.Operators;

/// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).</summary>
public sealed class GeluTanh : Activation
{
    private static readonly double s_scale = Math.Sqrt(2 / Math.PI);

    protected override double Value(double x) => 0.5 * x * (1 + Math.Tanh(s_scale * (x + (0.044715 * x * x * x))));

    protected override double Derivative(double x)
    {
        double t = Math.Tanh(s_scale * (x + (0.044715 * x * x * x)));
        return (0.5 * (1 + t)) + (0.5 * x * (1 - (t * t)) * s_scale * (1 + (3 * 0.044715 * x * x)));
    }
}
