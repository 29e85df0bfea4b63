namespace CnnGen.Generator.Operators;

/// <summary>The loss of that name.</summary>
internal sealed record CrossEntropy : Loss
{
    public override bool TakesLabel => true;

    public override string Describe() => "CrossEntropy";
}
