namespace CnnGen.Reference.Operators;

/// <summary>x where positive, else alpha·(eˣ − 1).</summary>
public sealed class Elu(double alpha) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFromZero(inputs[0]);

    protected override double Value(double x) => x > 0 ? x : alpha * (Math.Exp(x) - 1);

    protected override double Derivative(double x) => x > 0 ? 1 : alpha * Math.Exp(x);
}
