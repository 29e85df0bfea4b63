namespace CnnGen.Generator.Operators;

/// <summary>Hyperbolic tangent.</summary>
internal sealed record Tanh : Activation
{
    public static readonly LayerDefinition Definition = new("Tanh", "tanh", static layer => layer.Input is null ? null : new Tanh());

    public override string Describe() => "Tanh";
}
