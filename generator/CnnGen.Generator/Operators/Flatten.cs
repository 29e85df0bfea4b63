namespace CnnGen.Generator.Operators;

/// <summary>H×W×C as a vector, channel first: element (c·H + h)·W + w.</summary>
internal sealed record Flatten : Operator
{
    public override string Describe() => "Flatten";
}
