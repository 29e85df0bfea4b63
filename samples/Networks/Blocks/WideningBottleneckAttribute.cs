using CnnGen;

namespace Networks.Blocks;

/// <summary>
/// The first residual block of a stage, whose shortcut is a convolution. The paper (v1) halves the picture in the first convolution, later programs (v1.5)
/// in the second.
/// </summary>
/// <param name="width">Channels of the 3×3 convolution; the block has four times as many.</param>
/// <param name="first">Stride of the first 1×1 convolution.</param>
/// <param name="second">Stride of the 3×3 convolution.</param>
[Conv(nameof(width), 1, Stride = nameof(first), Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Stride = nameof(second), Padding = 1, Bias = false), BatchNorm, Relu]
[Conv("4 * width", 1, Bias = false), BatchNorm(As = "residual")]
[Conv("4 * width", 1, Stride = "first * second", Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Add("residual"), Relu]
public sealed class WideningBottleneckAttribute(int width, int first = 1, int second = 1) : BlockAttribute;
