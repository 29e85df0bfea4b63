namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>
/// EfficientNet-B0 with torchvision's names: M. Tan and Q. V. Le, "EfficientNet: rethinking model scaling for convolutional neural networks", 2019.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Name = "features.0.1"), Silu]
[Conv(32, 3, Padding = 1, Groups = 32, Bias = false, Name = "features.1.0.block.0.0"), BatchNorm(Name = "features.1.0.block.0.1"), Silu(As = "first")]
[GlobalAveragePool]
[Conv(8, 1, Name = "features.1.0.block.1.fc1"), Silu]
[Conv(32, 1, Name = "features.1.0.block.1.fc2"), Sigmoid, Multiply("first")]
[Conv(16, 1, Bias = false, Name = "features.1.0.block.2.0"), BatchNorm(Name = "features.1.0.block.2.1")]
[Mobile(96, 4, 3, 2, 24, Name = "features.2.0"), MobileResidual(144, 6, 3, 24, Name = "features.2.1")]
[Mobile(144, 6, 5, 2, 40, Name = "features.3.0"), MobileResidual(240, 10, 5, 40, Name = "features.3.1")]
[Mobile(240, 10, 3, 2, 80, Name = "features.4.0"), MobileResidual(480, 20, 3, 80, Name = "features.4.1"), MobileResidual(480, 20, 3, 80, Name = "features.4.2")]
[Mobile(480, 20, 5, 1, 112, Name = "features.5.0"), MobileResidual(672, 28, 5, 112, Name = "features.5.1")]
[MobileResidual(672, 28, 5, 112, Name = "features.5.2")]
[Mobile(672, 28, 5, 2, 192, Name = "features.6.0"), MobileResidual(1152, 48, 5, 192, Name = "features.6.1")]
[MobileResidual(1152, 48, 5, 192, Name = "features.6.2"), MobileResidual(1152, 48, 5, 192, Name = "features.6.3")]
[Mobile(1152, 48, 3, 1, 320, Name = "features.7.0")]
[Conv(1280, 1, Bias = false, Name = "features.8.0"), BatchNorm(Name = "features.8.1"), Silu, GlobalAveragePool]
[Dense(1000, Name = "classifier.1")]
public sealed partial class EfficientNetB0;

/// <summary>Expand, convolve each channel by itself, weigh the channels by squeeze and excitation, project.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="squeezed">Channels of the squeeze.</param>
/// <param name="kernel">Size of the depthwise kernel, odd.</param>
/// <param name="stride">Its step.</param>
/// <param name="filters">Channels of the output.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "block.0.0"), BatchNorm(Name = "block.0.1"), Silu]
[Conv(nameof(expanded), nameof(kernel), Stride = nameof(stride), Padding = "(kernel - 1) / 2", Groups = nameof(expanded), Bias = false, Name = "block.1.0")]
[BatchNorm(Name = "block.1.1")]
[Silu(As = "depthwise"), GlobalAveragePool]
[Conv(nameof(squeezed), 1, Name = "block.2.fc1"), Silu]
[Conv(nameof(expanded), 1, Name = "block.2.fc2"), Sigmoid, Multiply("depthwise")]
[Conv(nameof(filters), 1, Bias = false, Name = "block.3.0"), BatchNorm(Name = "block.3.1")]
public sealed class MobileAttribute(int expanded, int squeezed, int kernel, int stride, int filters) : BlockAttribute;

/// <summary>The block that keeps its shape and adds its input.</summary>
/// <param name="expanded">Channels between.</param>
/// <param name="squeezed">Channels of the squeeze.</param>
/// <param name="kernel">Size of the depthwise kernel, odd.</param>
/// <param name="filters">Channels outside.</param>
[Conv(nameof(expanded), 1, Bias = false, Name = "block.0.0"), BatchNorm(Name = "block.0.1"), Silu]
[Conv(nameof(expanded), nameof(kernel), Padding = "(kernel - 1) / 2", Groups = nameof(expanded), Bias = false, Name = "block.1.0")]
[BatchNorm(Name = "block.1.1")]
[Silu(As = "depthwise"), GlobalAveragePool]
[Conv(nameof(squeezed), 1, Name = "block.2.fc1"), Silu]
[Conv(nameof(expanded), 1, Name = "block.2.fc2"), Sigmoid, Multiply("depthwise")]
[Conv(nameof(filters), 1, Bias = false, Name = "block.3.0"), BatchNorm(Name = "block.3.1"), Add("input")]
public sealed class MobileResidualAttribute(int expanded, int squeezed, int kernel, int filters) : BlockAttribute;
