namespace CnnGen;

/// <summary>x for positive x, otherwise <see cref="Alpha"/>·(eˣ − 1).</summary>
/// <param name="alpha">Minus the limit for large negative values.</param>
public sealed class EluAttribute(float alpha = 1f) : LayerAttribute
{
    /// <summary>Minus the limit for large negative values.</summary>
    public float Alpha { get; } = alpha;
}
