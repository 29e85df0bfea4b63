namespace CnnGen.Generator.Operators;

/// <summary>The gradient of a <see cref="Softmax"/>, from its output and the gradient of that.</summary>
internal sealed record SoftmaxGradient : Operator
{
    public override string Describe() => "gradient of Softmax";
}
