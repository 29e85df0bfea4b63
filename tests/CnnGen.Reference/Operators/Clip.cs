namespace CnnGen.Reference.Operators;

/// <summary>x between two bounds, of which one may be infinite; the derivative at a finite one is 0.</summary>
public sealed class Clip(double min, double max) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFrom(inputs[0], min, max);

    protected override double Value(double x) => Math.Min(Math.Max(x, min), max);

    protected override double Derivative(double x) => IsFlat(x) ? 0 : 1;

    // As PyTorch: NaN has a derivative of 1 between two bounds, as in hardtanh, and of 0 beside one, as in clamp.
    protected override bool IsFlat(double x) =>
        double.IsNaN(x)
            ? double.IsInfinity(min) || double.IsInfinity(max)
            : !((x > min || double.IsNegativeInfinity(min)) && (x < max || double.IsPositiveInfinity(max)));
}
