using CnnGen;

namespace Cifar;

/// <summary>A residual block that keeps its input's shape: K. He, X. Zhang, S. Ren and J. Sun, "Deep residual learning for image recognition", 2015.</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class BasicAttribute(int width) : BlockAttribute;

/// <summary>A residual block of half as many rows and columns and twice as many channels; its shortcut has no parameters (option A of the paper).</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm(As = "residual")]
[MaxPool(1, Stride = 2, From = "input"), ZeroPad(0, ChannelsBefore = "width / 4", ChannelsAfter = "width / 4"), Add("residual"), Relu]
public sealed class HalvingAttribute(int width) : BlockAttribute;

/// <summary>ResNet-20 for pictures of 32×32 pixels in ten classes.</summary>
[Network]
[Input(32, 32, 3)]
[Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Basic(16, Name = "layer1.0"), Basic(16, Name = "layer1.1"), Basic(16, Name = "layer1.2")]
[Halving(32, Name = "layer2.0"), Basic(32, Name = "layer2.1"), Basic(32, Name = "layer2.2")]
[Halving(64, Name = "layer3.0"), Basic(64, Name = "layer3.1"), Basic(64, Name = "layer3.2")]
[GlobalAveragePool, Dense(10, Name = "linear")]
[SoftmaxCrossEntropy]
public sealed partial class ResNet20;
