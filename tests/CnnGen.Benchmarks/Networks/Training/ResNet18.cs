namespace CnnGen.Benchmarks.Networks.Training;

/// <summary>ResNet-18 for 32×32 pixels: the first convolution is 3×3 with stride 1, and no pool follows it. Layers are named as in torchvision.</summary>
[Network]
[Input(32, 32, 3)]
[Conv(64, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Basic(64, Name = "layer1.0"), Basic(64, Name = "layer1.1")]
[WideningBasic(128, Name = "layer2.0"), Basic(128, Name = "layer2.1")]
[WideningBasic(256, Name = "layer3.0"), Basic(256, Name = "layer3.1")]
[WideningBasic(512, Name = "layer4.0"), Basic(512, Name = "layer4.1")]
[GlobalAveragePool, Dense(10, Name = "fc")]
[SoftmaxCrossEntropy]
public sealed partial class ResNet18;

/// <summary>The residual block of ResNet-18 that keeps its shape.</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Add("input"), Relu]
public sealed class BasicAttribute(int width) : BlockAttribute;

/// <summary>The residual block of ResNet-18 that halves the image; its shortcut is a convolution.</summary>
/// <param name="width">Channels of the output.</param>
[Conv(nameof(width), 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm(As = "residual")]
[Conv(nameof(width), 1, Stride = 2, Bias = false, From = "input", Name = "downsample.0"), BatchNorm(Name = "downsample.1")]
[Add("residual"), Relu]
public sealed class WideningBasicAttribute(int width) : BlockAttribute;
