namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>MNASNet 1.0 with torchvision's names: M. Tan et al., "MnasNet: platform-aware neural architecture search for mobile", 2019.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "layers.0"), BatchNorm(Name = "layers.1"), Relu]
[Conv(32, 3, Padding = 1, Groups = 32, Bias = false, Name = "layers.3"), BatchNorm(Name = "layers.4"), Relu]
[Conv(16, 1, Bias = false, Name = "layers.6"), BatchNorm(Name = "layers.7")]
[Separable(48, 3, 2, 24, Name = "layers.8.0"), SeparableResidual(72, 3, 24, Name = "layers.8.1"), SeparableResidual(72, 3, 24, Name = "layers.8.2")]
[Separable(72, 5, 2, 40, Name = "layers.9.0"), SeparableResidual(120, 5, 40, Name = "layers.9.1"), SeparableResidual(120, 5, 40, Name = "layers.9.2")]
[Separable(240, 5, 2, 80, Name = "layers.10.0"), SeparableResidual(480, 5, 80, Name = "layers.10.1"), SeparableResidual(480, 5, 80, Name = "layers.10.2")]
[Separable(480, 3, 1, 96, Name = "layers.11.0"), SeparableResidual(576, 3, 96, Name = "layers.11.1")]
[Separable(576, 5, 2, 192, Name = "layers.12.0"), SeparableResidual(1152, 5, 192, Name = "layers.12.1")]
[SeparableResidual(1152, 5, 192, Name = "layers.12.2"), SeparableResidual(1152, 5, 192, Name = "layers.12.3")]
[Separable(1152, 3, 1, 320, Name = "layers.13.0")]
[Conv(1280, 1, Bias = false, Name = "layers.14"), BatchNorm(Name = "layers.15"), Relu, GlobalAveragePool]
[Dense(1000, Name = "classifier.1")]
public sealed partial class MnasNet;

/// <summary>Expand, convolve each channel by itself, project.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="kernel">Size of the depthwise kernel, odd.</param>
/// <param name="stride">Its step.</param>
/// <param name="filters">Channels of the output.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "layers.0"), BatchNorm(Name = "layers.1"), Relu]
[Conv(nameof(expanded), nameof(kernel), Stride = nameof(stride), Padding = "(kernel - 1) / 2", Groups = nameof(expanded), Bias = false, Name = "layers.3")]
[BatchNorm(Name = "layers.4"), Relu]
[Conv(nameof(filters), 1, Bias = false, Name = "layers.6"), BatchNorm(Name = "layers.7")]
public sealed class SeparableAttribute(int expanded, int kernel, int stride, int filters) : BlockAttribute;

/// <summary>The block that keeps its shape and adds its input.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="kernel">Size of the depthwise kernel, odd.</param>
/// <param name="filters">Channels outside.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "layers.0"), BatchNorm(Name = "layers.1"), Relu]
[Conv(nameof(expanded), nameof(kernel), Padding = "(kernel - 1) / 2", Groups = nameof(expanded), Bias = false, Name = "layers.3"), BatchNorm(Name = "layers.4")]
[Relu]
[Conv(nameof(filters), 1, Bias = false, Name = "layers.6"), BatchNorm(Name = "layers.7"), Add("input")]
public sealed class SeparableResidualAttribute(int expanded, int kernel, int filters) : BlockAttribute;
