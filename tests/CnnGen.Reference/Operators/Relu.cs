namespace CnnGen.Reference.Operators;

/// <summary>max(x, 0); the derivative at 0 is 0, that at NaN 1.</summary>
public sealed class Relu : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFromZero(inputs[0]);

    protected override double Value(double x) => Math.Max(x, 0);

    protected override double Derivative(double x) => x <= 0 ? 0 : 1;

    protected override bool IsFlat(double x) => x <= 0;
}
