namespace CnnGen.Generator.Operators;

/// <summary>max(x, 0).</summary>
internal sealed record Relu : Activation
{
    public override string Describe() => "Relu";
}
