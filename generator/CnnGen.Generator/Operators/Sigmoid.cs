namespace CnnGen.Generator.Operators;

/// <summary>1/(1 + e⁻ˣ).</summary>
internal sealed record Sigmoid : Activation
{
    public static readonly LayerDefinition Definition = new("Sigmoid", "sigmoid", static layer => layer.Input is null ? null : new Sigmoid());

    public override string Describe() => "Sigmoid";
}
