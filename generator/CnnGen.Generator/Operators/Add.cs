namespace CnnGen.Generator.Operators;

/// <summary>The sum of values of one shape.</summary>
internal sealed record Add : Operator
{
    public override string Describe() => "Add";
}
