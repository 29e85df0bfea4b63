namespace CnnGen;

/// <summary>Fully connected: out[o] = bias[o] + Σ weight[o, i] · in[i], over the channel-first flattening of its input.</summary>
/// <param name="units">Output values.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Output values.</summary>
    public int Units { get; } = units;

    /// <summary>Whether one trainable number a unit is added to the output.</summary>
    public bool Bias { get; set; } = true;
}
