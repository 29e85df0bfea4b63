namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>ConvNeXt-tiny with torchvision's names: Z. Liu et al., "A ConvNet for the 2020s", 2022.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(96, 4, Stride = 4, Name = "features.0.0"), LayerNorm(Epsilon = 1e-6f, Name = "features.0.1")]
[ConvNeXtBlock(96, Repeat = 3, Name = "features.1.{index}"), ConvNeXtReduction(192, Name = "features.2")]
[ConvNeXtBlock(192, Repeat = 3, Name = "features.3.{index}"), ConvNeXtReduction(384, Name = "features.4")]
[ConvNeXtBlock(384, Repeat = 9, Name = "features.5.{index}"), ConvNeXtReduction(768, Name = "features.6")]
[ConvNeXtBlock(768, Repeat = 3, Name = "features.7.{index}")]
[GlobalAveragePool, LayerNorm(Epsilon = 1e-6f, Name = "classifier.0")]
[Dense(1000, Name = "classifier.2")]
public sealed partial class ConvNeXtTiny;

/// <summary>Convolve each channel by itself, normalise, expand four times, project; the input is added.</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 7, Padding = 3, Groups = nameof(width), Name = "block.0"), LayerNorm(Epsilon = 1e-6f, Name = "block.2")]
[Conv("4 * width", 1, Name = "block.3"), Gelu, Conv(nameof(width), 1, Name = "block.5"), Scale(1e-6f, Name = "layer_scale"), Add("input")]
public sealed class ConvNeXtBlockAttribute(int width) : BlockAttribute;

/// <summary>Halves rows and columns.</summary>
/// <param name="width">Channels of the output.</param>
[LayerNorm(Epsilon = 1e-6f, Name = "0"), Conv(nameof(width), 2, Stride = 2, Name = "1")]
public sealed class ConvNeXtReductionAttribute(int width) : BlockAttribute;
