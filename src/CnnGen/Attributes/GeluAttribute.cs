namespace CnnGen;

/// <summary>x·Φ(x) with the normal distribution Φ: ½·x·(1 + erf(x/√2)).</summary>
public sealed class GeluAttribute : LayerAttribute
{
    /// <summary>Whether to compute ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) instead, which many weights were trained with; false by default.</summary>
    public object? Approximate { get; set; }
}
