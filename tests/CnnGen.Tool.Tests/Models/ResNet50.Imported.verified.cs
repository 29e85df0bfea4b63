using CnnGen;

namespace Networks;

/// <summary>
/// ResNet50.onnx: ONNX with operators of version 13, written by pytorch 1.13.0.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool(3, Stride = 2, Padding = 1)]
[Projection(64, 1, Name = "layer1.0"), Residual(64, Name = "layer1.1"), Residual(64, Name = "layer1.2"), Projection(128, Name = "layer2.0")]
[Residual(128, Repeat = 3, Name = "layer2.{index + 1}"), Projection(256, Name = "layer3.0"), Residual(256, Repeat = 5, Name = "layer3.{index + 1}")]
[Projection(512, Name = "layer4.0"), Residual(512, Name = "layer4.1"), Residual(512, Name = "layer4.2")]
[GlobalAveragePool]
[Dense(1000, Name = "fc")]
public partial class ResNet50;

/// <summary>A part that ResNet50 repeats.</summary>
[Conv(nameof(filters), 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(filters), 3, Stride = nameof(stride), Padding = 1, Bias = false), BatchNorm, Relu]
[Conv("4 * filters", 1, Bias = false), BatchNorm(As = "skip")]
[Conv("4 * filters", 1, Stride = nameof(stride), Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1"), Add("skip")]
[Relu]
public sealed class ProjectionAttribute(int filters, int stride = 2) : BlockAttribute;

/// <summary>A part that ResNet50 repeats.</summary>
[Conv(nameof(filters), 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(filters), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv("4 * filters", 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class ResidualAttribute(int filters) : BlockAttribute;
