namespace CnnGen.Generator.Operators;

/// <summary>The loss of that name.</summary>
internal sealed record MeanSquaredError : Loss
{
    public override bool TakesLabel => false;

    public override string Describe() => "MeanSquaredError";
}
