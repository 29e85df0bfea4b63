namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>
/// ShuffleNetV2 ×1.0 with torchvision's names: N. Ma et al., "ShuffleNet V2: practical guidelines for efficient CNN architecture design", 2018.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(24, 3, Stride = 2, Padding = 1, Bias = false, Name = "conv1.0"), BatchNorm(Name = "conv1.1"), Relu, MaxPool(3, Stride = 2, Padding = 1)]
[ShuffleReduction(58, Name = "stage2.0"), ShuffleUnit(58, Repeat = 3, Name = "stage2.{index + 1}")]
[ShuffleReduction(116, Name = "stage3.0"), ShuffleUnit(116, Repeat = 7, Name = "stage3.{index + 1}")]
[ShuffleReduction(232, Name = "stage4.0"), ShuffleUnit(232, Repeat = 3, Name = "stage4.{index + 1}")]
[Conv(1024, 1, Bias = false, Name = "conv5.0"), BatchNorm(Name = "conv5.1"), Relu, GlobalAveragePool]
[Dense(1000, Name = "fc")]
public sealed partial class ShuffleNetV2;

/// <summary>The unit that keeps its shape: half of the channels pass, half are convolved, and both halves are mixed.</summary>
/// <param name="half">Half of the channels.</param>
[Slice(ImageAxis.Channels, 0, nameof(half), As = "passed")]
[Slice(ImageAxis.Channels, nameof(half), nameof(half), From = "input")]
[Conv(nameof(half), 1, Bias = false, Name = "branch2.0"), BatchNorm(Name = "branch2.1"), Relu]
[Conv(nameof(half), 3, Padding = 1, Groups = nameof(half), Bias = false, Name = "branch2.3"), BatchNorm(Name = "branch2.4")]
[Conv(nameof(half), 1, Bias = false, Name = "branch2.5"), BatchNorm(Name = "branch2.6"), Relu(As = "convolved")]
[Concat("passed", "convolved"), ChannelShuffle(2)]
public sealed class ShuffleUnitAttribute(int half) : BlockAttribute;

/// <summary>The unit that halves rows and columns: both branches see all channels.</summary>
/// <param name="half">Channels of each branch.</param>
[Conv("input.Channels", 3, Stride = 2, Padding = 1, Groups = "input.Channels", Bias = false, Name = "branch1.0"), BatchNorm(Name = "branch1.1")]
[Conv(nameof(half), 1, Bias = false, Name = "branch1.2"), BatchNorm(Name = "branch1.3"), Relu(As = "left")]
[Conv(nameof(half), 1, Bias = false, From = "input", Name = "branch2.0"), BatchNorm(Name = "branch2.1"), Relu]
[Conv(nameof(half), 3, Stride = 2, Padding = 1, Groups = nameof(half), Bias = false, Name = "branch2.3"), BatchNorm(Name = "branch2.4")]
[Conv(nameof(half), 1, Bias = false, Name = "branch2.5"), BatchNorm(Name = "branch2.6"), Relu(As = "right")]
[Concat("left", "right"), ChannelShuffle(2)]
public sealed class ShuffleReductionAttribute(int half) : BlockAttribute;
