using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Operators;

/// <summary>x where positive, else slope·x. The sign of the output is that of the input as long as the slope is positive.</summary>
internal sealed record LeakyRelu(float Slope) : Activation
{
    public override bool IsMonotonic => Slope >= 0;

    public override string Describe() => FormattableString.Invariant($"LeakyRelu {Slope}");

    public override Expression Value(Expression x) => new SelectGreater(x, new Splat(0f), x, new Binary(BinaryOperation.Multiply, x, new Splat(Slope)));

    public override Expression Gradient(Expression y, Expression dOutput) =>
        new SelectGreater(y, new Splat(0f), dOutput, new Binary(BinaryOperation.Multiply, dOutput, new Splat(Slope)));
}
