using CnnGen.Benchmarks.Networks.Mobile;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="ResNeXt50"/> for small images, with a loss.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false, Name = "conv1"), BatchNorm(Name = "bn1"), Relu, MaxPool(3, Stride = 2, Padding = 1)]
[AggregatedProjection(128, 1, Name = "layer1.0"), Aggregated(128, Name = "layer1.1"), Aggregated(128, Name = "layer1.2")]
[AggregatedProjection(256, 2, Name = "layer2.0"), Aggregated(256, Name = "layer2.1"), Aggregated(256, Name = "layer2.2"), Aggregated(256, Name = "layer2.3")]
[AggregatedProjection(512, 2, Name = "layer3.0"), Aggregated(512, Name = "layer3.1"), Aggregated(512, Name = "layer3.2")]
[Aggregated(512, Name = "layer3.3"), Aggregated(512, Name = "layer3.4"), Aggregated(512, Name = "layer3.5")]
[AggregatedProjection(1024, 2, Name = "layer4.0"), Aggregated(1024, Name = "layer4.1"), Aggregated(1024, Name = "layer4.2")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
[SoftmaxCrossEntropy]
public sealed partial class ResNeXt50At64;
