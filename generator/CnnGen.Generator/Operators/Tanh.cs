namespace CnnGen.Generator.Operators;

/// <summary>Hyperbolic tangent.</summary>
internal sealed record Tanh : Activation
{
    public override string Describe() => "Tanh";
}
