namespace CnnGen.Reference.Operators;

/// <summary>x between two bounds; the derivative at them is 0.</summary>
public sealed class Clip(double min, double max) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFrom(inputs[0], min, max);

    protected override double Value(double x) => Math.Min(Math.Max(x, min), max);

    protected override double Derivative(double x) => x > min && x < max ? 1 : 0;
}
