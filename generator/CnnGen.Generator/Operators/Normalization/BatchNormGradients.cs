using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Activations;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>
/// dβ[c] = Σ g and dγ[c] = Σ g · x̂ over all pixels and images of a batch, where g is the gradient before the activation; they go to the gradient. Each image
/// contributes Σ g and Σ g · (x − μ); the value is what <see cref="BatchNormInputGradient"/> subtracts. Reads (in, statistics, dOut) and, with an activation,
/// (out).
/// </summary>
internal sealed record BatchNormWeightGradient(Activation? Activation, EquatableArray<ParameterSpec> Tensors) : Operator, IParameterGradient, IWholeBatch
{
    public int Channels => Tensors[0].Length;

    public int Contributions => 2;

    public int Values => 2;

    public override string Describe() => "BatchNorm, gradient of weights" + (Activation is null ? "" : " through " + Activation.Describe());
}

/// <summary>
/// dIn = γ/√(σ² + ε) · (g − mean of g − x̂ · mean of g · x̂). Reads (the weight gradient's value, in, statistics, dOut) and, with an activation, (out).
/// </summary>
internal sealed record BatchNormInputGradient(Activation? Activation) : Operator
{
    public override string Describe() => "BatchNorm, gradient of input" + (Activation is null ? "" : " through " + Activation.Describe());
}
