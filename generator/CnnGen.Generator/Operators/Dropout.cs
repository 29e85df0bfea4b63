namespace CnnGen.Generator.Operators;

/// <summary>Inverted dropout in training, nothing in inference.</summary>
internal sealed record Dropout(float Rate) : Operator
{
    public override string Describe() => "Dropout";
}
