namespace CnnGen;

/// <summary>The mean of each channel over all pixels: H×W×C → 1×1×C.</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;
