using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Operators.Normalization;

/// <summary>
/// Mean and variance of each channel over all pixels and images of a batch, in training. Each image contributes its own mean and sum of squared distances to
/// it; the value is the mean, γ/√(σ² + ε) and 1/√(σ² + ε).
/// </summary>
internal sealed record BatchStatistics(string Layer, BatchNorm Norm, EquatableArray<ParameterSpec> Tensors) : Operator, IWholeBatch
{
    public int Channels => Tensors[0].Length;

    public int Contributions => 2;

    public int Values => 3;

    public override string Describe() => "mean and variance of each channel over the batch";
}
