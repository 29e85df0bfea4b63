using CnnGen.Generator.Model;

namespace CnnGen.Generator.Ir;

/// <summary>
/// A batch norm after a layer with weights, to be folded into them: weight · s and (bias − μ) · s + β with s = γ/√(σ² + ε); or a learnt factor for each
/// channel, which lacks μ and σ², and perhaps β: s = γ.
/// </summary>
/// <param name="Name">The batch norm's name.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Tensors">γ, β, μ and σ², those that it has.</param>
/// <param name="HasBias">Whether the layer had a bias of its own, as its second tensor; it has one afterwards.</param>
internal sealed record FoldedNorm(string Name, float Epsilon, EquatableArray<ParameterSpec> Tensors, bool HasBias);
