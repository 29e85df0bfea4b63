using CnnGen.Generator.Ir;

namespace CnnGen.Generator.Operators.Activations;

/// <summary>The gradient of an activation, from its output and the gradient of that.</summary>
internal sealed record ActivationGradient(Activation Activation) : Operator
{
    public override string Describe() => $"gradient of {Activation.Describe()}";
}
