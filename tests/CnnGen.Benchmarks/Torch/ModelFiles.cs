namespace CnnGen.Benchmarks.Torch;

/// <summary>One network with the same weights for each contender.</summary>
/// <param name="Path">What the paths of the three files begin with.</param>
internal sealed record ModelFiles(string Path)
{
    /// <summary>The weights alone, for ours.</summary>
    public string Weights => $"{Path}.safetensors";

    /// <summary>For ONNX Runtime.</summary>
    public string Onnx => $"{Path}.onnx";

    /// <summary>For PyTorch.</summary>
    public string TorchScript => $"{Path}.pt";

    /// <summary>Whether all three are there.</summary>
    public bool Exist => File.Exists(Weights) && File.Exists(Onnx) && File.Exists(TorchScript);
}
