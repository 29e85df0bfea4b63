namespace CnnGen.Generator.Operators;

/// <summary>The mean of each channel over all pixels.</summary>
internal sealed record GlobalAveragePool : Operator
{
    public override string Describe() => "GlobalAveragePool";
}
