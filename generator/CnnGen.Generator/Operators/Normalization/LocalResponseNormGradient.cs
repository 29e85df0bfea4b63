using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>The gradient of a <see cref="LocalResponseNorm"/>. Reads (in, dOut): the divisors are computed again, which is cheaper than keeping them.</summary>
internal sealed record LocalResponseNormGradient(LocalResponseNorm Norm) : Operator
{
    public override string Describe() => $"gradient of {Norm.Describe()}";
}
