using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>The gradient of <see cref="Dropout"/>: the same mask again.</summary>
/// <param name="Rate">Share of the elements that are dropped.</param>
/// <param name="Layer">The layer whose mask it is.</param>
/// <param name="DropsImages">Whether all values of an image are kept or dropped together.</param>
internal sealed record DropoutGradient(float Rate, string Layer, bool DropsImages = false) : Operator
{
    public override string Describe() => $"gradient of {Layer}";
}
