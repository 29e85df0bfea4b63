using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>log(1 + eˣ). The derivative, sigmoid(x), is 1 − e⁻ʸ.</summary>
internal sealed record Softplus : Activation
{
    public static readonly LayerDefinition Definition = new("Softplus", "softplus", static layer => layer.Input is null ? null : new Softplus());

    public override string Describe() => "Softplus";

    public override Expression Value(Expression x) => new LibraryFunction("Softplus", x);

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new Binary(BinaryOperation.Multiply, dOutput, new LibraryFunction("SoftplusDerivative", kept));
}
