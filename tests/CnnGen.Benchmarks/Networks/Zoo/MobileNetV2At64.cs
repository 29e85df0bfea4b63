using CnnGen.Benchmarks.Networks.Blocks;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="Training.MobileNetV2"/> for small images.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Name = "features.0.1"), Clip(0f, 6f)]
[Conv(32, 3, Padding = 1, Groups = 32, Bias = false, Name = "features.1.conv.0.0"), BatchNorm(Name = "features.1.conv.0.1"), Clip(0f, 6f)]
[Conv(16, 1, Bias = false, Name = "features.1.conv.1"), BatchNorm(Name = "features.1.conv.2")]
[InvertedResidual(24, 2, Name = "features.2"), InvertedResidual(24, Name = "features.3")]
[InvertedResidual(32, 2, Name = "features.4"), InvertedResidual(32, Repeat = 2, Name = "features.{index + 5}")]
[InvertedResidual(64, 2, Name = "features.7"), InvertedResidual(64, Repeat = 3, Name = "features.{index + 8}")]
[InvertedResidual(96, Repeat = 3, Name = "features.{index + 11}")]
[InvertedResidual(160, 2, Name = "features.14"), InvertedResidual(160, Repeat = 2, Name = "features.{index + 15}")]
[InvertedResidual(320, Name = "features.17")]
[Conv(1280, 1, Bias = false, Name = "features.18.0"), BatchNorm(Name = "features.18.1"), Clip(0f, 6f), GlobalAveragePool]
[Dense(1000, Name = "classifier.1")]
[SoftmaxCrossEntropy]
public sealed partial class MobileNetV2At64;
