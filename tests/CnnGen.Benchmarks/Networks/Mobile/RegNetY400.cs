namespace CnnGen.Benchmarks.Networks.Mobile;

/// <summary>RegNetY-400MF with torchvision's names: I. Radosavovic et al., "Designing network design spaces", 2020.</summary>
[Network]
[Input(224, 224, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "stem.0"), BatchNorm(Name = "stem.1"), Relu]
[RegNetReduction(48, 8, Name = "trunk_output.block1.block1-0")]
[RegNetReduction(104, 12, Name = "trunk_output.block2.block2-0")]
[RegNetUnit(104, Repeat = 2, Name = "trunk_output.block2.block2-{index + 1}")]
[RegNetReduction(208, 26, Name = "trunk_output.block3.block3-0")]
[RegNetUnit(208, Repeat = 5, Name = "trunk_output.block3.block3-{index + 1}")]
[RegNetReduction(440, 52, Name = "trunk_output.block4.block4-0")]
[RegNetUnit(440, Repeat = 5, Name = "trunk_output.block4.block4-{index + 1}")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
public sealed partial class RegNetY400;

/// <summary>The block that changes shape: its input goes through a convolution as well.</summary>
/// <param name="width">Channels, in groups of 8.</param>
/// <param name="squeezed">Channels of the squeeze: a quarter of the input's.</param>
[Conv(nameof(width), 1, Bias = false, Name = "f.a.0"), BatchNorm(Name = "f.a.1"), Relu]
[Conv(nameof(width), 3, Stride = 2, Padding = 1, Groups = "width / 8", Bias = false, Name = "f.b.0"), BatchNorm(Name = "f.b.1"), Relu(As = "grouped")]
[GlobalAveragePool, Conv(nameof(squeezed), 1, Name = "f.se.fc1"), Relu, Conv(nameof(width), 1, Name = "f.se.fc2"), Sigmoid, Multiply("grouped")]
[Conv(nameof(width), 1, Bias = false, Name = "f.c.0"), BatchNorm(Name = "f.c.1", As = "residual")]
[Conv(nameof(width), 1, Stride = 2, Bias = false, From = "input", Name = "proj.0"), BatchNorm(Name = "proj.1"), Add("residual"), Relu]
public sealed class RegNetReductionAttribute(int width, int squeezed) : BlockAttribute;

/// <summary>The block that keeps its shape.</summary>
/// <param name="width">Channels, in groups of 8.</param>
[Conv(nameof(width), 1, Bias = false, Name = "f.a.0"), BatchNorm(Name = "f.a.1"), Relu]
[Conv(nameof(width), 3, Padding = 1, Groups = "width / 8", Bias = false, Name = "f.b.0"), BatchNorm(Name = "f.b.1"), Relu(As = "grouped")]
[GlobalAveragePool, Conv("width / 4", 1, Name = "f.se.fc1"), Relu, Conv(nameof(width), 1, Name = "f.se.fc2"), Sigmoid, Multiply("grouped")]
[Conv(nameof(width), 1, Bias = false, Name = "f.c.0"), BatchNorm(Name = "f.c.1"), Add("input"), Relu]
public sealed class RegNetUnitAttribute(int width) : BlockAttribute;
