namespace CnnGen.Reference.Operators;

/// <summary>alpha·x + beta, cut off at 0 and 1; the derivative at the corners is 0.</summary>
public sealed class HardSigmoid(double alpha, double beta) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) =>
        alpha == 0 ? double.PositiveInfinity : Kink.DistanceFrom(inputs[0], -beta / alpha, (1 - beta) / alpha);

    protected override double Value(double x) => Math.Clamp((alpha * x) + beta, 0, 1);

    protected override double Derivative(double x) => IsFlat(x) ? 0 : alpha;

    protected override bool IsFlat(double x) => (alpha * x) + beta is not (> 0 and < 1);
}
