namespace CnnGen.Generator.Operators;

/// <summary>max(x, 0).</summary>
internal sealed record Relu : Activation
{
    public static readonly LayerDefinition Definition = new("Relu", "relu", static layer => layer.Input is null ? null : new Relu());

    public override string Describe() => "Relu";
}
