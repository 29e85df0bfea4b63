namespace CnnGen;

/// <summary>
/// Layer normalisation of each image by itself: y = (x − μ)/√(σ² + ε) · weight + bias, with μ and σ² of the channels of each pixel, or of all values of the
/// image (<see cref="Over"/>). It is the same in training and in inference.
/// </summary>
/// <remarks>
/// Over channels it is PyTorch's <c>LayerNorm(c)</c> on images with channels last (ConvNeXt's <c>LayerNorm2d</c>), with tensors [c]; over the image its
/// <c>LayerNorm([c, h, w])</c>, with tensors [c, h, w]. Source: J. L. Ba et al., "Layer Normalization" (2016).
/// </remarks>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Whose mean and variance are taken: those of the channels of each pixel, or of the image.</summary>
    public NormExtent Over { get; set; }

    /// <summary>Added to the variance; above 0; 1e-5 by default.</summary>
    public object? Epsilon { get; set; }

    /// <summary>
    /// Whether the values are then multiplied by trained weights and added to trained biases; by default they are. A Boolean or, in a block, a parameter's
    /// name.
    /// </summary>
    public object? Affine { get; set; }
}
