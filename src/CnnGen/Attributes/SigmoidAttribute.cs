namespace CnnGen;

/// <summary>1/(1 + e⁻ˣ).</summary>
public sealed class SigmoidAttribute : LayerAttribute;
