namespace CnnGen.Generator.Operators;

/// <summary>1/(1 + e⁻ˣ).</summary>
internal sealed record Sigmoid : Activation
{
    public override string Describe() => "Sigmoid";
}
