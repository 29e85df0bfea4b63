namespace CnnGen.Generator.Operators;

/// <summary>Fully connected over a vector. Weights [out, in].</summary>
internal sealed record Dense(int Units, bool HasBias) : Operator
{
    public override string Describe() => "Dense";
}
