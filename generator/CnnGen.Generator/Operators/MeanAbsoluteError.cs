namespace CnnGen.Generator.Operators;

/// <summary>The loss of that name.</summary>
internal sealed record MeanAbsoluteError : Loss
{
    public override bool TakesLabel => false;

    public override string Describe() => "MeanAbsoluteError";
}
