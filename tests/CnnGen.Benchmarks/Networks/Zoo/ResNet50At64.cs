using Networks.Blocks;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="Training.ResNet50"/> for small images.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool(3, Stride = 2, Padding = 1)]
[WideningBottleneck(64, Name = "layer1.0"), Bottleneck(64, Name = "layer1.1"), Bottleneck(64, Name = "layer1.2")]
[WideningBottleneck(128, second: 2, Name = "layer2.0"), Bottleneck(128, Name = "layer2.1"), Bottleneck(128, Name = "layer2.2")]
[Bottleneck(128, Name = "layer2.3")]
[WideningBottleneck(256, second: 2, Name = "layer3.0"), Bottleneck(256, Name = "layer3.1"), Bottleneck(256, Name = "layer3.2")]
[Bottleneck(256, Name = "layer3.3"), Bottleneck(256, Name = "layer3.4"), Bottleneck(256, Name = "layer3.5")]
[WideningBottleneck(512, second: 2, Name = "layer4.0"), Bottleneck(512, Name = "layer4.1"), Bottleneck(512, Name = "layer4.2")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
[SoftmaxCrossEntropy]
public sealed partial class ResNet50At64;
