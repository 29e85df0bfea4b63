namespace CnnGen.Reference.Operators;

/// <summary>x·(x/6 + ½), the second factor cut off at 0 and 1.</summary>
public sealed class HardSwish : Activation
{
    public override double KinkDistance(IReadOnlyList<RefTensor> inputs) => Kink.DistanceFrom(inputs[0], -3, 3);

    protected override double Value(double x) => x * Math.Clamp((x / 6) + 0.5, 0, 1);

    protected override double Derivative(double x) => x <= -3 ? 0 : x > 3 ? 1 : (x / 3) + 0.5;

    protected override bool IsFlat(double x) => x <= -3;
}
