namespace CnnGen;

/// <summary>x/(1 + e⁻ˣ), also called Swish.</summary>
public sealed class SiluAttribute : LayerAttribute;
