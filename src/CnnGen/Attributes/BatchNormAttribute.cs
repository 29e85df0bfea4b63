namespace CnnGen;

/// <summary>
/// Batch normalisation of each channel: y = (x − μ)/√(σ² + ε) · weight[c] + bias[c]. In training μ and σ² are those of the whole batch, over all images and
/// pixels; in inference they are running averages, and the layer costs nothing where a convolution or dense layer stands before it.
/// </summary>
/// <remarks>
/// As in PyTorch, the batch is normalised by its biased variance, and the running average takes the unbiased one:
/// running ← (1 − momentum)·running + momentum·batch, once for each gradient that is computed.
/// </remarks>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, so that a channel that never changes is not divided by zero; above 0; 1e-5 by default.</summary>
    public object? Epsilon { get; set; }

    /// <summary>Share of the newest batch in the running averages, from 0 to 1; 0.1 by default.</summary>
    public object? Momentum { get; set; }
}
