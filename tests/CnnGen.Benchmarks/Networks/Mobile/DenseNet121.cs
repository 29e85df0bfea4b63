namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>DenseNet-121 with torchvision's names: G. Huang et al., "Densely connected convolutional networks", 2017.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 7, Stride = 2, Padding = 3, Bias = false, Name = "features.conv0"), BatchNorm(Name = "features.norm0"), Relu]
[MaxPool(3, Stride = 2, Padding = 1)]
[DenseLayer(32, Repeat = 6, Name = "features.denseblock1.denselayer{index + 1}"), Transition(Name = "features.transition1")]
[DenseLayer(32, Repeat = 12, Name = "features.denseblock2.denselayer{index + 1}"), Transition(Name = "features.transition2")]
[DenseLayer(32, Repeat = 24, Name = "features.denseblock3.denselayer{index + 1}"), Transition(Name = "features.transition3")]
[DenseLayer(32, Repeat = 16, Name = "features.denseblock4.denselayer{index + 1}")]
[BatchNorm(Name = "features.norm5"), Relu, GlobalAveragePool]
[Dense(1000, Name = "classifier")]
public sealed partial class DenseNet121;

/// <summary>Adds some channels, which are computed of all that are there.</summary>
/// <param name="growth">How many.</param>
[BatchNorm(Name = "norm1"), Relu, Conv("4 * growth", 1, Bias = false, Name = "conv1")]
[BatchNorm(Name = "norm2"), Relu, Conv(nameof(growth), 3, Padding = 1, Bias = false, Name = "conv2", As = "new")]
[Concat("input", "new")]
public sealed class DenseLayerAttribute(int growth) : BlockAttribute;

/// <summary>Halves channels, rows and columns.</summary>
[BatchNorm(Name = "norm"), Relu, Conv("input.Channels / 2", 1, Bias = false, Name = "conv"), AveragePool(2)]
public sealed class TransitionAttribute : BlockAttribute;
