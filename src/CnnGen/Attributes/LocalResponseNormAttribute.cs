namespace CnnGen;

/// <summary>
/// Divides each value by its neighbours in the other channels of its pixel (Krizhevsky, Sutskever, Hinton, "ImageNet Classification with Deep
/// Convolutional Neural Networks", 2012): out[h, w, c] = in[h, w, c] / (k + α/n · Σ in[h, w, i]²)^β over the channels i from c − ⌊(n − 1)/2⌋ to c + ⌈(n − 1)/2⌉
/// that exist, for a size n and a bias k.
/// </summary>
/// <remarks>
/// α is divided by the size, as in ONNX and PyTorch; the paper does not divide it, and neither does <see cref="AlphaPerElement"/>.
/// With an even size the window has one channel more above than below, as in ONNX; PyTorch's has it below.
/// </remarks>
/// <param name="size">Channels of the window.</param>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>Channels of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Weight of the neighbours' squares.</summary>
    public float Alpha { get; set; } = 1e-4f;

    /// <summary>Exponent. For 0.75, 0.5 and 1 the power is made of square roots.</summary>
    public float Beta { get; set; } = 0.75f;

    /// <summary>What is added to the sum, so that the divisor is never zero.</summary>
    public float Bias { get; set; } = 1;

    /// <summary>Whether <see cref="Alpha"/> weighs each square by itself, as in the paper, instead of their mean.</summary>
    public bool AlphaPerElement { get; set; }
}
