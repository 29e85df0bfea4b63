using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>α·x + β between 0 and 1; the derivative is α strictly between them, and 0 at the corners.</summary>
internal sealed record HardSigmoid(float Alpha, float Beta) : Activation
{
    public static readonly LayerDefinition Definition = new("HardSigmoid", "hardsigmoid", Read);

    public override bool IsMonotonic => Alpha > 0;

    public override int Registers => 4;

    public override string Describe() => $"HardSigmoid {Numerals.Plain(Alpha)}, {Numerals.Plain(Beta)}";

    public override Expression Value(Expression x) => new Binary(
        BinaryOperation.Maximum,
        new Splat(0f),
        new Binary(BinaryOperation.Minimum, new Splat(1f), new MultiplyAdd(x, new Splat(Alpha), new Splat(Beta))));

    public override Expression Gradient(Expression kept, Expression dOutput) => new SelectGreater(
        kept,
        new Splat(0f),
        new SelectGreater(new Splat(1f), kept, new Binary(BinaryOperation.Multiply, dOutput, new Splat(Alpha)), new Splat(0f)),
        new Splat(0f));

    private static Operator? Read(LayerReader layer)
    {
        float alpha = layer.Finite("Alpha", "alpha", 1f / 6f);
        float beta = layer.Finite("Beta", "beta", 0.5f);
        return layer.IsWrong || layer.Input is null ? null : new HardSigmoid(alpha, beta);
    }
}
