namespace CnnGen.Reference.Operators;

/// <summary>x between two bounds, of which one may be infinite; the derivative at a finite one is 0.</summary>
public sealed class Clip(double min, double max) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFrom(inputs[0], min, max);

    protected override double Value(double x) => Math.Min(Math.Max(x, min), max);

    protected override double Derivative(double x) => IsFlat(x) ? 0 : 1;

    protected override bool IsFlat(double x) => !((x > min || double.IsNegativeInfinity(min)) && (x < max || double.IsPositiveInfinity(max)));
}
