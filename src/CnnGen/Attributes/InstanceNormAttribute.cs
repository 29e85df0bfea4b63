namespace CnnGen;

/// <summary>
/// Instance normalisation: y = (x − μ)/√(σ² + ε) · weight[c] + bias[c], with μ and σ² of each channel over the pixels of one image. It is the same in training
/// and in inference.
/// </summary>
/// <remarks>
/// Source: D. Ulyanov et al., "Instance Normalization: The Missing Ingredient for Fast Stylization" (2016). ONNX's <c>InstanceNormalization</c>, and PyTorch's
/// <c>InstanceNorm2d</c> with <c>affine=True</c>.
/// </remarks>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance; above 0; 1e-5 by default.</summary>
    public object? Epsilon { get; set; }

    /// <summary>
    /// Whether each channel is then multiplied by a trained weight and added to a trained bias; by default it is. A Boolean or, in a block, a parameter's name.
    /// </summary>
    public object? Affine { get; set; }
}
