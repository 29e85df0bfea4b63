namespace CnnGen;

/// <summary>max(<see cref="Min"/>, min(<see cref="Max"/>, x)): <c>Clip(0, 6)</c> is ReLU6. The gradient at the bounds is 0.</summary>
/// <param name="min">The smallest output; −∞ for none.</param>
/// <param name="max">The largest output; ∞ for none.</param>
public sealed class ClipAttribute(float min, float max) : LayerAttribute
{
    /// <summary>The smallest output.</summary>
    public float Min { get; } = min;

    /// <summary>The largest output.</summary>
    public float Max { get; } = max;
}
