namespace CnnGen;

/// <summary>max(<see cref="Min"/>, min(<see cref="Max"/>, x)): <c>Clip(0, 6)</c> is ReLU6. The gradient at the bounds is 0.</summary>
public sealed class ClipAttribute : LayerAttribute
{
    /// <summary>Fixed bounds.</summary>
    /// <param name="min">The smallest output; −∞ for none.</param>
    /// <param name="max">The largest output; ∞ for none.</param>
    public ClipAttribute(float min, float max)
        : this((object)min, max)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="min">The smallest output: a number or a parameter's name.</param>
    /// <param name="max">The largest output.</param>
    public ClipAttribute(object min, object max)
    {
        Min = min;
        Max = max;
    }

    /// <summary>The smallest output.</summary>
    public object Min { get; }

    /// <summary>The largest output.</summary>
    public object Max { get; }
}
