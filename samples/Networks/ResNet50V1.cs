using CnnGen;
using Networks.Blocks;

namespace Networks;

/// <summary>
/// ResNet-50 as published (version 1): the first 1×1 convolution of the first block in stages 3 to 5 has the stride. The weights have the names and shapes
/// of version 1.5.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool(3, Stride = 2, Padding = 1)]
[WideningBottleneck(64, Name = "layer1.0"), Bottleneck(64, Name = "layer1.1"), Bottleneck(64, Name = "layer1.2")]
[WideningBottleneck(128, first: 2, Name = "layer2.0"), Bottleneck(128, Name = "layer2.1"), Bottleneck(128, Name = "layer2.2")]
[Bottleneck(128, Name = "layer2.3")]
[WideningBottleneck(256, first: 2, Name = "layer3.0"), Bottleneck(256, Name = "layer3.1"), Bottleneck(256, Name = "layer3.2")]
[Bottleneck(256, Name = "layer3.3"), Bottleneck(256, Name = "layer3.4"), Bottleneck(256, Name = "layer3.5")]
[WideningBottleneck(512, first: 2, Name = "layer4.0"), Bottleneck(512, Name = "layer4.1"), Bottleneck(512, Name = "layer4.2")]
[GlobalAveragePool, Dense(1000, Name = "fc"), Softmax]
public partial class ResNet50V1;
