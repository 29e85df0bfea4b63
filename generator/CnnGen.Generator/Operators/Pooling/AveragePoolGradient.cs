using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The gradient of an <see cref="AveragePool"/>: spread evenly over each window.</summary>
internal sealed record AveragePoolGradient(AveragePool Pool) : Operator
{
    public override string Describe() => $"gradient of {Pool.Describe()}";
}
