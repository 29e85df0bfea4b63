namespace CnnGen;

/// <summary>
/// Group normalisation: y = (x − μ)/√(σ² + ε) · weight[c] + bias[c], with μ and σ² of each group of neighbouring channels over all pixels of an image. It is
/// the same in training and in inference, and does not mind how many images a batch has.
/// </summary>
/// <remarks>Source: Y. Wu, K. He, "Group Normalization" (2018). PyTorch's <c>GroupNorm</c>.</remarks>
public sealed class GroupNormAttribute : LayerAttribute
{
    /// <summary>So many groups.</summary>
    /// <param name="groups">Groups of equally many channels; divides the channels.</param>
    public GroupNormAttribute(int groups)
        : this((object)groups)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="groups">Groups of equally many channels: a number, a parameter's name or an expression.</param>
    public GroupNormAttribute(object groups) => Groups = groups;

    /// <summary>Groups of equally many channels.</summary>
    public object Groups { get; }

    /// <summary>Added to the variance; above 0; 1e-5 by default.</summary>
    public object? Epsilon { get; set; }

    /// <summary>
    /// Whether each channel is then multiplied by a trained weight and added to a trained bias; by default it is. A Boolean or, in a block, a parameter's name.
    /// </summary>
    public object? Affine { get; set; }
}
