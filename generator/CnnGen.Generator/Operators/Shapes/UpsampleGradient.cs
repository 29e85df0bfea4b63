using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Shapes;

/// <summary>The gradient of an <see cref="Upsample"/>: each pixel gathers from the outputs it went into.</summary>
internal sealed record UpsampleGradient(Upsample Upsample) : Operator
{
    public override string Describe() => $"gradient of {Upsample.Describe()}";
}
