namespace CnnGen;

/// <summary>x for positive x, otherwise <see cref="Slope"/>·x.</summary>
public sealed class LeakyReluAttribute : LayerAttribute
{
    /// <summary>A fixed slope.</summary>
    /// <param name="slope">Factor for negative values.</param>
    public LeakyReluAttribute(float slope = 0.01f)
        : this((object)slope)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="slope">Factor for negative values: a number or a parameter's name.</param>
    public LeakyReluAttribute(object slope) => Slope = slope;

    /// <summary>Factor for negative values.</summary>
    public object Slope { get; }
}
