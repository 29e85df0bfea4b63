namespace CnnGen;

/// <summary>max(0, min(1, <see cref="Alpha"/>·x + <see cref="Beta"/>)), a sigmoid of straight lines.</summary>
/// <remarks>The defaults are PyTorch's, x/6 + ½; ONNX and Keras take 0.2 for <see cref="Alpha"/>.</remarks>
public sealed class HardSigmoidAttribute : LayerAttribute
{
    /// <summary>The slope.</summary>
    public object? Alpha { get; set; }

    /// <summary>The value at 0.</summary>
    public object? Beta { get; set; }
}
