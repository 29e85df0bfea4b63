namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary>
/// GoogLeNet with batch norm and torchvision's names, for small images, with a loss; without dropout and auxiliary outputs: C. Szegedy et al., "Going deeper
/// with convolutions", 2015.
/// </summary>
[Network]
[Input(64, 64, 3)]
[ConvBatchNorm(64, 7, 2, Name = "conv1"), MaxPool(3, Stride = 2, CeilMode = true)]
[ConvBatchNorm(64, 1, Name = "conv2"), ConvBatchNorm(192, 3, Name = "conv3"), MaxPool(3, Stride = 2, CeilMode = true)]
[InceptionV1(64, 96, 128, 16, 32, 32, Name = "inception3a"), InceptionV1(128, 128, 192, 32, 96, 64, Name = "inception3b")]
[MaxPool(3, Stride = 2, CeilMode = true)]
[InceptionV1(192, 96, 208, 16, 48, 64, Name = "inception4a"), InceptionV1(160, 112, 224, 24, 64, 64, Name = "inception4b")]
[InceptionV1(128, 128, 256, 24, 64, 64, Name = "inception4c"), InceptionV1(112, 144, 288, 32, 64, 64, Name = "inception4d")]
[InceptionV1(256, 160, 320, 32, 128, 128, Name = "inception4e"), MaxPool(2, CeilMode = true)]
[InceptionV1(256, 160, 320, 32, 128, 128, Name = "inception5a"), InceptionV1(384, 192, 384, 48, 128, 128, Name = "inception5b")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
[SoftmaxCrossEntropy]
public sealed partial class GoogLeNetAt64;

/// <summary>A convolution that keeps its shape, or divides it by its stride, with batch norm and ReLU.</summary>
/// <param name="filters">Channels of the output.</param>
/// <param name="kernel">Rows and columns of a filter, odd.</param>
/// <param name="stride">Its step.</param>
[Conv(nameof(filters), nameof(kernel), Stride = nameof(stride), Padding = "(kernel - 1) / 2", Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 1e-3f, Name = "bn"), Relu]
public sealed class ConvBatchNormAttribute(int filters, int kernel, int stride = 1) : BlockAttribute;

/// <summary>Four ways side by side; what torchvision calls 5×5 is 3×3, as there.</summary>
/// <param name="first">Channels of the 1×1 convolution.</param>
/// <param name="secondInner">Channels before the first 3×3 convolution.</param>
/// <param name="second">Its channels.</param>
/// <param name="thirdInner">Channels before the second 3×3 convolution.</param>
/// <param name="third">Its channels.</param>
/// <param name="pooled">Channels of the 1×1 convolution behind the pool.</param>
[Conv(nameof(first), 1, Bias = false, Name = "branch1.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch1.bn"), Relu(As = "branch1")]
[Conv(nameof(secondInner), 1, Bias = false, From = "input", Name = "branch2.0.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch2.0.bn"), Relu]
[Conv(nameof(second), 3, Padding = 1, Bias = false, Name = "branch2.1.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch2.1.bn"), Relu(As = "branch2")]
[Conv(nameof(thirdInner), 1, Bias = false, From = "input", Name = "branch3.0.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch3.0.bn"), Relu]
[Conv(nameof(third), 3, Padding = 1, Bias = false, Name = "branch3.1.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch3.1.bn"), Relu(As = "branch3")]
[MaxPool(3, Stride = 1, Padding = 1, From = "input")]
[Conv(nameof(pooled), 1, Bias = false, Name = "branch4.1.conv"), BatchNorm(Epsilon = 1e-3f, Name = "branch4.1.bn"), Relu(As = "branch4")]
[Concat("branch1", "branch2", "branch3", "branch4")]
public sealed class InceptionV1Attribute(int first, int secondInner, int second, int thirdInner, int third, int pooled) : BlockAttribute;
