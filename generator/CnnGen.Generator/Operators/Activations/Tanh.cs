using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>Hyperbolic tangent; the derivative is 1 − y².</summary>
internal sealed record Tanh : Activation
{
    public static readonly LayerDefinition Definition = new("Tanh", "tanh", static layer => layer.Input is null ? null : new Tanh());

    public override string Describe() => "Tanh";

    public override Expression Value(Expression x) => new LibraryFunction("Tanh", x);

    public override Expression Gradient(Expression y, Expression dOutput) => new Binary(
        BinaryOperation.Multiply, dOutput, new Binary(BinaryOperation.Subtract, new Splat(1f), new Binary(BinaryOperation.Multiply, y, y)));
}
