namespace CnnGen;

/// <summary>Fully connected: out[o] = bias[o] + Σ weight[o, i] · in[i], over the channel-first flattening of its input.</summary>
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>A layer of so many units.</summary>
    /// <param name="units">Output values.</param>
    public DenseAttribute(int units)
        : this((object)units)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="units">Output values: a number, a parameter's name or an expression.</param>
    public DenseAttribute(object units) => Units = units;

    /// <summary>Output values.</summary>
    public object Units { get; }

    /// <summary>Whether one trainable number a unit is added to the output; by default it is. A Boolean or, in a block, a parameter's name.</summary>
    public object? Bias { get; set; }

    /// <summary>The values of the weights in a new network, in PyTorch's order; an initialiser draws them unless they are written down.</summary>
    public float[]? Values { get; set; }
}
