namespace CnnGen;

/// <summary>x for positive x, otherwise <see cref="Alpha"/>·(eˣ − 1).</summary>
public sealed class EluAttribute : LayerAttribute
{
    /// <summary>A fixed limit.</summary>
    /// <param name="alpha">Minus the limit for large negative values.</param>
    public EluAttribute(float alpha = 1f)
        : this((object)alpha)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="alpha">Minus the limit for large negative values: a number or a parameter's name.</param>
    public EluAttribute(object alpha) => Alpha = alpha;

    /// <summary>Minus the limit for large negative values.</summary>
    public object Alpha { get; }
}
