namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>MobileNetV2 with torchvision's names: M. Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", 2018.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Name = "features.0.1"), Clip(0f, 6f)]
[Conv(32, 3, Padding = 1, Groups = 32, Bias = false, Name = "features.1.conv.0.0"), BatchNorm(Name = "features.1.conv.0.1"), Clip(0f, 6f)]
[Conv(16, 1, Bias = false, Name = "features.1.conv.1"), BatchNorm(Name = "features.1.conv.2")]
[Inverted(96, 24, 2, Name = "features.2"), InvertedResidual(24, Name = "features.3")]
[Inverted(144, 32, 2, Name = "features.4"), InvertedResidual(32, Name = "features.5"), InvertedResidual(32, Name = "features.6")]
[Inverted(192, 64, 2, Name = "features.7"), InvertedResidual(64, Name = "features.8"), InvertedResidual(64, Name = "features.9")]
[InvertedResidual(64, Name = "features.10")]
[Inverted(384, 96, 1, Name = "features.11"), InvertedResidual(96, Name = "features.12"), InvertedResidual(96, Name = "features.13")]
[Inverted(576, 160, 2, Name = "features.14"), InvertedResidual(160, Name = "features.15"), InvertedResidual(160, Name = "features.16")]
[Inverted(960, 320, 1, Name = "features.17")]
[Conv(1280, 1, Bias = false, Name = "features.18.0"), BatchNorm(Name = "features.18.1"), Clip(0f, 6f), GlobalAveragePool]
[Dense(1000, Name = "classifier.1")]
public sealed partial class MobileNetV2;

/// <summary>Expand, convolve each channel by itself, project.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="filters">Channels of the output.</param>
/// <param name="stride">Step of the depthwise convolution.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0f, 6f)]
[Conv(nameof(expanded), 3, Stride = nameof(stride), Padding = 1, Groups = nameof(expanded), Bias = false, Name = "conv.1.0")]
[BatchNorm(Name = "conv.1.1"), Clip(0f, 6f)]
[Conv(nameof(filters), 1, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3")]
public sealed class InvertedAttribute(int expanded, int filters, int stride) : BlockAttribute;

/// <summary>The block that keeps its shape and adds its input.</summary>
/// <param name="filters">Channels outside; six times as many between.</param>
[Conv("6 * filters", 1, Bias = false, Name = "conv.0.0"), BatchNorm(Name = "conv.0.1"), Clip(0f, 6f)]
[Conv("6 * filters", 3, Padding = 1, Groups = "6 * filters", Bias = false, Name = "conv.1.0"), BatchNorm(Name = "conv.1.1"), Clip(0f, 6f)]
[Conv(nameof(filters), 1, Bias = false, Name = "conv.2"), BatchNorm(Name = "conv.3"), Add("input")]
public sealed class InvertedResidualAttribute(int filters) : BlockAttribute;
