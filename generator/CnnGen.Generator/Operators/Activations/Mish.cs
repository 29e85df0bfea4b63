using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x·tanh(log(1 + eˣ)). Falls and rises, so the derivative comes from the input.</summary>
internal sealed record Mish : Activation
{
    public static readonly LayerDefinition Definition = new("Mish", "mish", static layer => layer.Input is null ? null : new Mish());

    public override bool IsMonotonic => false;

    public override bool GradientReadsInput => true;

    public override string Describe() => "Mish";

    public override Expression Value(Expression x) => new LibraryFunction("Mish", x);

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new Binary(BinaryOperation.Multiply, dOutput, new LibraryFunction("MishDerivative", kept));
}
