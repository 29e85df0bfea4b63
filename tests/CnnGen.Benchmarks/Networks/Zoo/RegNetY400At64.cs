using CnnGen.Benchmarks.Networks.Mobile;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="RegNetY400"/> for small images, with a loss.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "stem.0"), BatchNorm(Name = "stem.1"), Relu]
[RegNetReduction(48, 8, Name = "trunk_output.block1.block1-0")]
[RegNetReduction(104, 12, Name = "trunk_output.block2.block2-0")]
[RegNetUnit(104, Repeat = 2, Name = "trunk_output.block2.block2-{index + 1}")]
[RegNetReduction(208, 26, Name = "trunk_output.block3.block3-0")]
[RegNetUnit(208, Repeat = 5, Name = "trunk_output.block3.block3-{index + 1}")]
[RegNetReduction(440, 52, Name = "trunk_output.block4.block4-0")]
[RegNetUnit(440, Repeat = 5, Name = "trunk_output.block4.block4-{index + 1}")]
[GlobalAveragePool, Dense(1000, Name = "fc")]
[SoftmaxCrossEntropy]
public sealed partial class RegNetY400At64;
