namespace CnnGen.Generator.Ir;

/// <summary>The image.</summary>
internal sealed record InputOperator : Operator
{
    public override string Describe() => "Input";
}
