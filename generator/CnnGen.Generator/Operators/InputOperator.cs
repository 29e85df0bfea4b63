namespace CnnGen.Generator.Operators;

/// <summary>The image.</summary>
internal sealed record InputOperator : Operator
{
    public override string Describe() => "Input";
}
