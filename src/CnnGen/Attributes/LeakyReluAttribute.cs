namespace CnnGen;

/// <summary>x for positive x, otherwise <see cref="Slope"/>·x.</summary>
/// <param name="slope">Factor for negative values.</param>
public sealed class LeakyReluAttribute(float slope = 0.01f) : LayerAttribute
{
    /// <summary>Factor for negative values.</summary>
    public float Slope { get; } = slope;
}
