namespace CnnGen;

/// <summary>The logarithm of softmax over all values of the image, xⁱ − log Σ eˣʲ, computed without ever leaving the range of floats.</summary>
public sealed class LogSoftmaxAttribute : LayerAttribute;
