namespace CnnGen;

/// <summary>eˣⁱ/Σ eˣʲ: turns scores into probabilities, over all values of the image or over the channels of each pixel.</summary>
public sealed class SoftmaxAttribute : LayerAttribute
{
    /// <summary>Which values become 1 in sum: all of the image, or the channels of each pixel; of a vector these are the same.</summary>
    public NormExtent Over { get; set; } = NormExtent.Image;
}
