namespace CnnGen;

/// <summary>
/// What training makes small. Losses are the last layers of a trainable network; one asks for the backward pass. Losses and gradients are means over the batch.
/// </summary>
/// <remarks>
/// With several, each says by <see cref="LayerAttribute.From"/> what it reads, training makes their weighted sum small, and what one reads that is no output is
/// an auxiliary head: inference does without it. The first loss reads the output where no <see cref="OutputAttribute"/> names others.
/// </remarks>
public abstract class LossAttribute : LayerAttribute
{
    /// <summary>What the loss is multiplied by before the losses are added: a number of at least 0.</summary>
    public float Weight { get; set; } = 1;
}
