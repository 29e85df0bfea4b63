namespace CnnGen;

/// <summary>A layer of a network as it is computed, with those that are fused into it.</summary>
/// <param name="Name">The first layer's name.</param>
/// <param name="Description">What is computed: <c>Conv 6 × 5×5, s 1, p 2, Relu, MaxPool 2×2, s 2</c>.</param>
/// <param name="MultiplyAdds">Multiply-adds, an image.</param>
/// <param name="Bytes">Bytes that have to be read and written at least: inputs, weights and output, each once, in single precision.</param>
public sealed record ProfiledLayer(string Name, string Description, long MultiplyAdds, long Bytes);
