using CnnGen;

namespace Networks.Blocks;

/// <summary>
/// The residual block of ResNet-50 that keeps its shape: K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2015.
/// </summary>
/// <param name="width">Channels of the 3×3 convolution; the block has four times as many.</param>
[Conv(nameof(width), 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv("4 * width", 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class BottleneckAttribute(int width) : BlockAttribute;
