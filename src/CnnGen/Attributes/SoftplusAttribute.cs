namespace CnnGen;

/// <summary>log(1 + eˣ), a rectifier without a corner.</summary>
/// <remarks>PyTorch's <c>Softplus</c> with β = 1, ONNX's <c>Softplus</c>.</remarks>
public sealed class SoftplusAttribute : LayerAttribute;
