using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>The gradient of <see cref="Dropout"/>: the same mask again.</summary>
/// <param name="Rate">Share of the elements that are dropped.</param>
/// <param name="Layer">The layer whose mask it is.</param>
internal sealed record DropoutGradient(float Rate, string Layer) : Operator
{
    public override string Describe() => $"gradient of {Layer}";
}
