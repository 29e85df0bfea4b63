using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x·sigmoid(x). Falls and rises, so the derivative comes from the input.</summary>
internal sealed record Silu : Activation
{
    public static readonly LayerDefinition Definition = new("Silu", "silu", static layer => layer.Input is null ? null : new Silu());

    public override bool IsMonotonic => false;

    public override bool GradientReadsInput => true;

    public override string Describe() => "Silu";

    public override Expression Value(Expression x) => new LibraryFunction("Silu", x);

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new Binary(BinaryOperation.Multiply, dOutput, new LibraryFunction("SiluDerivative", kept));
}
