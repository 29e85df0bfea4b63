using CnnGen.Benchmarks.Networks.Mobile;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="DenseNet121"/> for small images, with a loss.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false, Name = "features.conv0"), BatchNorm(Name = "features.norm0"), Relu]
[MaxPool(3, Stride = 2, Padding = 1)]
[DenseLayer(32, Repeat = 6, Name = "features.denseblock1.denselayer{index + 1}"), Transition(Name = "features.transition1")]
[DenseLayer(32, Repeat = 12, Name = "features.denseblock2.denselayer{index + 1}"), Transition(Name = "features.transition2")]
[DenseLayer(32, Repeat = 24, Name = "features.denseblock3.denselayer{index + 1}"), Transition(Name = "features.transition3")]
[DenseLayer(32, Repeat = 16, Name = "features.denseblock4.denselayer{index + 1}")]
[BatchNorm(Name = "features.norm5"), Relu, GlobalAveragePool]
[Dense(1000, Name = "classifier")]
[SoftmaxCrossEntropy]
public sealed partial class DenseNet121At64;
