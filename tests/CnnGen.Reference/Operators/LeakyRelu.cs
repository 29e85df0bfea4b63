namespace CnnGen.Reference.Operators;

/// <summary>x where positive, else slope·x; the derivative at 0 is the slope.</summary>
public sealed class LeakyRelu(double slope) : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFromZero(inputs[0]);

    protected override double Value(double x) => x > 0 ? x : slope * x;

    protected override double Derivative(double x) => x > 0 ? 1 : slope;
}
