using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Pooling;

/// <summary>The gradient of a <see cref="GlobalAveragePool"/>: spread evenly over all pixels.</summary>
internal sealed record GlobalAveragePoolGradient : Operator
{
    public override string Describe() => "gradient of GlobalAveragePool";
}
