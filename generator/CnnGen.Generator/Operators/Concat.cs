namespace CnnGen.Generator.Operators;

/// <summary>Values of one height and width, joined along their channels.</summary>
internal sealed record Concat : Operator
{
    public override string Describe() => "Concat";
}
