using CnnGen.Benchmarks.Networks.Mobile;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="EfficientNetB0"/> for small images, with a loss; without dropout, which no two programs draw alike.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(32, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Name = "features.0.1"), Silu]
[Conv(32, 3, Padding = 1, Groups = 32, Bias = false, Name = "features.1.0.block.0.0"), BatchNorm(Name = "features.1.0.block.0.1"), Silu(As = "first")]
[GlobalAveragePool]
[Conv(8, 1, Name = "features.1.0.block.1.fc1"), Silu]
[Conv(32, 1, Name = "features.1.0.block.1.fc2"), Sigmoid, Multiply("first")]
[Conv(16, 1, Bias = false, Name = "features.1.0.block.2.0"), BatchNorm(Name = "features.1.0.block.2.1")]
[Mobile(96, 4, 3, 2, 24, Name = "features.2.0"), MobileResidual(144, 6, 3, 24, Name = "features.2.1")]
[Mobile(144, 6, 5, 2, 40, Name = "features.3.0"), MobileResidual(240, 10, 5, 40, Name = "features.3.1")]
[Mobile(240, 10, 3, 2, 80, Name = "features.4.0"), MobileResidual(480, 20, 3, 80, Name = "features.4.1"), MobileResidual(480, 20, 3, 80, Name = "features.4.2")]
[Mobile(480, 20, 5, 1, 112, Name = "features.5.0"), MobileResidual(672, 28, 5, 112, Name = "features.5.1")]
[MobileResidual(672, 28, 5, 112, Name = "features.5.2")]
[Mobile(672, 28, 5, 2, 192, Name = "features.6.0"), MobileResidual(1152, 48, 5, 192, Name = "features.6.1")]
[MobileResidual(1152, 48, 5, 192, Name = "features.6.2"), MobileResidual(1152, 48, 5, 192, Name = "features.6.3")]
[Mobile(1152, 48, 3, 1, 320, Name = "features.7.0")]
[Conv(1280, 1, Bias = false, Name = "features.8.0"), BatchNorm(Name = "features.8.1"), Silu, GlobalAveragePool]
[Dense(1000, Name = "classifier.1")]
[SoftmaxCrossEntropy]
public sealed partial class EfficientNetB0At64;
