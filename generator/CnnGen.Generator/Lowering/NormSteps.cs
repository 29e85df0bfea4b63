namespace CnnGen.Generator.Lowering;

/// <summary>Where the tensors of a batch norm stand among the parameters.</summary>
/// <param name="Name">The layer.</param>
/// <param name="Scale">γ.</param>
/// <param name="Shift">β.</param>
/// <param name="Mean">μ.</param>
/// <param name="Variance">σ².</param>
/// <param name="Epsilon">ε.</param>
/// <param name="Channels">Values of each.</param>
internal sealed record PlacedNorm(string Name, int Scale, int Shift, int Mean, int Variance, float Epsilon, int Channels);

/// <summary>Multiplies a batch norm into a layer's weights and bias, in PyTorch's order, for the copies that follow.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Norm">The batch norm.</param>
/// <param name="Weight">Offset of its weights in the parameters.</param>
/// <param name="WeightLength">Number of its weights.</param>
/// <param name="Bias">Offset of its bias in the parameters, or −1 where it has none.</param>
/// <param name="FoldedBias">Offset of the new bias behind the new weights.</param>
internal sealed record FoldNormStep(string Layer, PlacedNorm Norm, int Weight, int WeightLength, int Bias, int FoldedBias) : PackingStep;

/// <summary>Makes the factor and the summand of each channel of a batch norm that is a layer of its own.</summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Factors">Offset of the factors in the packed weights.</param>
/// <param name="Summands">Offset of the summands.</param>
internal sealed record NormFactorsStep(PlacedNorm Norm, int Factors, int Summands) : PackingStep;
