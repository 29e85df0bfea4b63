namespace CnnGen;

/// <summary>λ·x for positive x, otherwise λ·α·(eˣ − 1), with λ ≈ 1.0507 and α ≈ 1.6733: values stay near mean 0 and variance 1 through many layers.</summary>
/// <remarks>Source: G. Klambauer et al., "Self-Normalizing Neural Networks" (2017). PyTorch's <c>SELU</c>.</remarks>
public sealed class SeluAttribute : LayerAttribute;
