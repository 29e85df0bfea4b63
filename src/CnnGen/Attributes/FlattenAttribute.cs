namespace CnnGen;

/// <summary>Turns H×W×C into a vector of H·W·C values, in PyTorch's channel-first order. Implied before <c>Dense</c>.</summary>
public sealed class FlattenAttribute : LayerAttribute;
