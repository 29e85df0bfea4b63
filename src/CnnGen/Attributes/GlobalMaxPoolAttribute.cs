namespace CnnGen;

/// <summary>The largest value of each channel over all pixels: H×W×C → 1×1×C. The gradient goes to the first maximum in row-major order.</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
