using CnnGen.Generator.Loops;
using CnnGen.Generator.Operators.Reading;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>x·Φ(x), exactly or in the form with tanh. Falls and rises, so the derivative comes from the input.</summary>
internal sealed record Gelu(bool IsApproximate) : Activation
{
    public static readonly LayerDefinition Definition =
        new("Gelu", "gelu", static layer => layer.Input is null ? null : new Gelu(layer.Flag("Approximate", otherwise: false)));

    public override bool IsMonotonic => false;

    public override bool GradientReadsInput => true;

    // An exponential and a polynomial of degree 8, for each of up to 28 sums.
    public override bool IsShort => false;

    public override string Describe() => IsApproximate ? "Gelu, by tanh" : "Gelu";

    public override Expression Value(Expression x) => new LibraryFunction(IsApproximate ? "GeluTanh" : "Gelu", x);

    public override Expression Gradient(Expression kept, Expression dOutput) =>
        new Binary(BinaryOperation.Multiply, dOutput, new LibraryFunction(IsApproximate ? "GeluTanhDerivative" : "GeluDerivative", kept));
}
