namespace CnnGen.Generator.Operators;

/// <summary>The gradient of one operand of a <see cref="Concat"/>: its channels.</summary>
internal sealed record ConcatGradient(int FirstChannel) : Operator
{
    public override string Describe() => "gradient of Concat";
}
