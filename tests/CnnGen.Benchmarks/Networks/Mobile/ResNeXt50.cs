namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>
/// ResNeXt-50, 32 groups of 4, with torchvision's names: S. Xie et al., "Aggregated residual transformations for deep neural networks", 2017.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, MaxPool(3, Stride = 2, Padding = 1)]
[AggregatedProjection(128, 1, Name = "layer1.0"), Aggregated(128, Name = "layer1.1"), Aggregated(128, Name = "layer1.2")]
[AggregatedProjection(256, 2, Name = "layer2.0"), Aggregated(256, Name = "layer2.1"), Aggregated(256, Name = "layer2.2"), Aggregated(256, Name = "layer2.3")]
[AggregatedProjection(512, 2, Name = "layer3.0"), Aggregated(512, Name = "layer3.1"), Aggregated(512, Name = "layer3.2")]
[Aggregated(512, Name = "layer3.3"), Aggregated(512, Name = "layer3.4"), Aggregated(512, Name = "layer3.5")]
[AggregatedProjection(1024, 2, Name = "layer4.0"), Aggregated(1024, Name = "layer4.1"), Aggregated(1024, Name = "layer4.2")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
public sealed partial class ResNeXt50;

/// <summary>The block that changes shape: its input goes through a convolution as well.</summary>
/// <param name="width">Channels of the convolution of groups; the block has twice as many.</param>
/// <param name="stride">Step of that convolution.</param>
[Conv(nameof(width), 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(nameof(width), 3, Stride = nameof(stride), Padding = 1, Groups = 32, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv("2 * width", 1, Bias = false, Name = "conv3"), BatchNorm(As = "residual", Name = "bn3")]
[Conv("2 * width", 1, Stride = nameof(stride), Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1"), Add("residual"), Relu]
public sealed class AggregatedProjectionAttribute(int width, int stride) : BlockAttribute;

/// <summary>The block that keeps its shape.</summary>
/// <param name="width">Channels of the convolution of groups; the block has twice as many.</param>
[Conv(nameof(width), 1, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu]
[Conv(nameof(width), 3, Padding = 1, Groups = 32, Bias = false, Name = "conv2"), BatchNorm(Name = "bn2"), Relu]
[Conv("2 * width", 1, Bias = false, Name = "conv3"), BatchNorm(Name = "bn3"), Add("input"), Relu]
public sealed class AggregatedAttribute(int width) : BlockAttribute;
