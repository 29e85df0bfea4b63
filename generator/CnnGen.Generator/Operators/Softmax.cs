namespace CnnGen.Generator.Operators;

/// <summary>Probabilities from scores, over all values of the image.</summary>
internal sealed record Softmax : Operator
{
    public override string Describe() => "Softmax";
}
