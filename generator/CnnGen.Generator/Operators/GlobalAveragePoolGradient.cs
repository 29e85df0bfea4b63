namespace CnnGen.Generator.Operators;

/// <summary>The gradient of a <see cref="GlobalAveragePool"/>: spread evenly over all pixels.</summary>
internal sealed record GlobalAveragePoolGradient : Operator
{
    public override string Describe() => "gradient of GlobalAveragePool";
}
