namespace CnnGen;

/// <summary>eˣⁱ/Σ eˣʲ over all values of the image's last shape: turns scores into probabilities.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;
