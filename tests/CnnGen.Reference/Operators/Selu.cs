namespace CnnGen.Reference.Operators;

/// <summary>λ·x where positive, else λ·α·(eˣ − 1); the two constants to double precision.</summary>
public sealed class Selu : Activation
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFromZero(inputs[0]);

    protected override double Value(double x) => Lambda * (x > 0 ? x : Alpha * (Math.Exp(x) - 1));

    protected override double Derivative(double x) => Lambda * (x > 0 ? 1 : Alpha * Math.Exp(x));
}
