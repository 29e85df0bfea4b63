namespace CnnGen;

/// <summary>x for positive x, otherwise weight[c]·x: a <see cref="LeakyReluAttribute"/> that learns the slope of each channel.</summary>
/// <remarks>Source: K. He et al., "Delving Deep into Rectifiers" (2015). PyTorch's <c>PReLU</c> with as many parameters as channels.</remarks>
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Slopes that begin at a number.</summary>
    /// <param name="slope">Factor for negative values before training.</param>
    public PReluAttribute(float slope = 0.25f)
        : this((object)slope)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="slope">Factor for negative values before training: a number or a parameter's name.</param>
    public PReluAttribute(object slope) => Slope = slope;

    /// <summary>Factor for negative values before training.</summary>
    public object Slope { get; }
}
