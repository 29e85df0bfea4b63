namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>SqueezeNet 1.1 with torchvision's names: F. Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters", 2016.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 3, Stride = 2, Name = "features.0"), Relu, MaxPool(3, Stride = 2, CeilMode = true)]
[Fire(16, Name = "features.3"), Fire(16, Name = "features.4"), MaxPool(3, Stride = 2, CeilMode = true)]
[Fire(32, Name = "features.6"), Fire(32, Name = "features.7"), MaxPool(3, Stride = 2, CeilMode = true)]
[Fire(48, Name = "features.9"), Fire(48, Name = "features.10"), Fire(64, Name = "features.11"), Fire(64, Name = "features.12")]
[Conv(1000, 1, Name = "classifier.1"), Relu, GlobalAveragePool]
public sealed partial class SqueezeNet;

/// <summary>Squeeze, then expand by two convolutions side by side.</summary>
/// <param name="squeezed">Channels of the squeeze; each expansion has four times as many.</param>
[Conv(nameof(squeezed), 1, Name = "squeeze"), Relu(As = "squeezed")]
[Conv("4 * squeezed", 1, Name = "expand1x1"), Relu(As = "left")]
[Conv("4 * squeezed", 3, Padding = 1, From = "squeezed", Name = "expand3x3"), Relu(As = "right"), Concat("left", "right")]
public sealed class FireAttribute(int squeezed) : BlockAttribute;
