using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>1/(1 + e⁻ˣ); the derivative is y·(1 − y).</summary>
internal sealed record Sigmoid : Activation
{
    public static readonly LayerDefinition Definition = new("Sigmoid", "sigmoid", static layer => layer.Input is null ? null : new Sigmoid());

    public override string Describe() => "Sigmoid";

    public override Expression Value(Expression x) => new LibraryFunction("Sigmoid", x);

    public override Expression Gradient(Expression y, Expression dOutput) => new Binary(
        BinaryOperation.Multiply, dOutput, new Binary(BinaryOperation.Multiply, y, new Binary(BinaryOperation.Subtract, new Splat(1f), y)));
}
