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
public sealed class LocalResponseNormAttribute : LayerAttribute
{
    /// <summary>A window of so many channels.</summary>
    /// <param name="size">Channels of the window.</param>
    public LocalResponseNormAttribute(int size)
        : this((object)size)
    {
    }

    /// <summary>The same in a <see cref="BlockAttribute"/>.</summary>
    /// <param name="size">Channels of the window: a number, a parameter's name or an expression.</param>
    public LocalResponseNormAttribute(object size) => Size = size;

    /// <summary>Channels of the window.</summary>
    public object Size { get; }

    /// <summary>Weight of the neighbours' squares; 1e-4 by default.</summary>
    public object? Alpha { get; set; }

    /// <summary>Exponent. For 0.75, 0.5 and 1 the power is made of square roots; the default is 0.75.</summary>
    public object? Beta { get; set; }

    /// <summary>What is added to the sum, so that the divisor is never zero; 1 by default.</summary>
    public object? Bias { get; set; }

    /// <summary>Whether <see cref="Alpha"/> weighs each square by itself, as in the paper, instead of their mean; false by default.</summary>
    public object? AlphaPerElement { get; set; }
}
