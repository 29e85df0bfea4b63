using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x·max(0, min(1, x/6 + ½)); the derivative is 0 up to −3, 1 from 3, and x/3 + ½ between.</summary>
internal sealed record HardSwish : Activation
{
    private const float Corner = 3f;

    public static readonly LayerDefinition Definition = new("HardSwish", "hardswish", static layer => layer.Input is null ? null : new HardSwish());

    public override bool IsMonotonic => false;

    public override bool GradientReadsInput => true;

    public override int Registers => 4;

    public override string Describe() => "HardSwish";

    public override Expression Value(Expression x) => new Binary(
        BinaryOperation.Multiply,
        x,
        new Binary(
            BinaryOperation.Maximum,
            new Splat(0f),
            new Binary(BinaryOperation.Minimum, new Splat(1f), new MultiplyAdd(x, new Splat(1f / 6f), new Splat(0.5f)))));

    public override Expression Gradient(Expression kept, Expression dOutput)
    {
        Expression between = new Binary(BinaryOperation.Multiply, dOutput, new MultiplyAdd(kept, new Splat(1f / 3f), new Splat(0.5f)));
        return new SelectAtMost(kept, new Splat(-Corner), new Splat(0f), new SelectGreater(kept, new Splat(Corner), dOutput, between));
    }
}
