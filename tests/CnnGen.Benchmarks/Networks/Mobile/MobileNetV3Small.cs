namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>MobileNetV3-small with torchvision's names: A. Howard et al., "Searching for MobileNetV3", 2019.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(16, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.0.1"), HardSwish]
[Conv(16, 3, Stride = 2, Padding = 1, Groups = 16, Bias = false, Name = "features.1.block.0.0")]
[BatchNorm(Epsilon = 1e-3f, Name = "features.1.block.0.1"), Relu(As = "first")]
[GlobalAveragePool]
[Conv(8, 1, Name = "features.1.block.1.fc1"), Relu]
[Conv(16, 1, Name = "features.1.block.1.fc2"), HardSigmoid, Multiply("first")]
[Conv(16, 1, Bias = false, Name = "features.1.block.2.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.1.block.2.1")]
[Plain(72, 2, 24, Name = "features.2"), Plain(88, 1, 24, Name = "features.3"), Add("features.2.block.2.1")]
[Excited(96, 24, 2, 40, Name = "features.4"), ExcitedResidual(240, 64, 40, Name = "features.5"), ExcitedResidual(240, 64, 40, Name = "features.6")]
[Excited(120, 32, 1, 48, Name = "features.7"), ExcitedResidual(144, 40, 48, Name = "features.8")]
[Excited(288, 72, 2, 96, Name = "features.9"), ExcitedResidual(576, 144, 96, Name = "features.10"), ExcitedResidual(576, 144, 96, Name = "features.11")]
[Conv(576, 1, Bias = false, Name = "features.12.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.12.1"), HardSwish, GlobalAveragePool]
[Dense(1024, Name = "classifier.0"), HardSwish]
[Dense(1000, Name = "classifier.3")]
public sealed partial class MobileNetV3Small;

/// <summary>Expand, convolve each channel by itself, project.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="stride">Step of the depthwise convolution.</param>
/// <param name="filters">Channels of the output.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "block.0.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.0.1"), Relu]
[Conv(nameof(expanded), 3, Stride = nameof(stride), Padding = 1, Groups = nameof(expanded), Bias = false, Name = "block.1.0")]
[BatchNorm(Epsilon = 1e-3f, Name = "block.1.1"), Relu]
[Conv(nameof(filters), 1, Bias = false, Name = "block.2.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.2.1")]
public sealed class PlainAttribute(int expanded, int stride, int filters) : BlockAttribute;

/// <summary>Expand, convolve each channel by itself, weigh the channels by squeeze and excitation, project.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="squeezed">Channels of the squeeze.</param>
/// <param name="stride">Step of the depthwise convolution.</param>
/// <param name="filters">Channels of the output.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "block.0.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.0.1"), HardSwish]
[Conv(nameof(expanded), 5, Stride = nameof(stride), Padding = 2, Groups = nameof(expanded), Bias = false, Name = "block.1.0")]
[BatchNorm(Epsilon = 1e-3f, Name = "block.1.1")]
[HardSwish(As = "depthwise"), GlobalAveragePool]
[Conv(nameof(squeezed), 1, Name = "block.2.fc1"), Relu]
[Conv(nameof(expanded), 1, Name = "block.2.fc2"), HardSigmoid, Multiply("depthwise")]
[Conv(nameof(filters), 1, Bias = false, Name = "block.3.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.3.1")]
public sealed class ExcitedAttribute(int expanded, int squeezed, int stride, int filters) : BlockAttribute;

/// <summary>The block that keeps its shape and adds its input.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="squeezed">Channels of the squeeze.</param>
/// <param name="filters">Channels outside.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "block.0.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.0.1"), HardSwish]
[Conv(nameof(expanded), 5, Padding = 2, Groups = nameof(expanded), Bias = false, Name = "block.1.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.1.1")]
[HardSwish(As = "depthwise"), GlobalAveragePool]
[Conv(nameof(squeezed), 1, Name = "block.2.fc1"), Relu]
[Conv(nameof(expanded), 1, Name = "block.2.fc2"), HardSigmoid, Multiply("depthwise")]
[Conv(nameof(filters), 1, Bias = false, Name = "block.3.0"), BatchNorm(Epsilon = 1e-3f, Name = "block.3.1"), Add("input")]
public sealed class ExcitedResidualAttribute(int expanded, int squeezed, int filters) : BlockAttribute;
