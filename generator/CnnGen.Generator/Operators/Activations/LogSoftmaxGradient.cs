using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>The gradient of a <see cref="LogSoftmax"/>, from its output and the gradient of that.</summary>
internal sealed record LogSoftmaxGradient : Operator
{
    /// <summary>Whether each pixel has probabilities of its own.</summary>
    public bool IsOverChannels { get; init; }

    public override string Describe() => "gradient of LogSoftmax";
}
