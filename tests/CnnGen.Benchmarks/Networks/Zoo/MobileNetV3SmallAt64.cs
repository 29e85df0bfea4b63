using CnnGen.Benchmarks.Networks.Mobile;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="MobileNetV3Small"/> for small images, with a loss; without dropout, which no two programs draw alike.</summary>
[Network]
[Input(64, 64, 3)]
[Conv(16, 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.0.1"), HardSwish]
[Conv(16, 3, Stride = 2, Padding = 1, Groups = 16, Bias = false, Name = "features.1.block.0.0")]
[BatchNorm(Epsilon = 1e-3f, Name = "features.1.block.0.1"), Relu(As = "first")]
[GlobalAveragePool]
[Conv(8, 1, Name = "features.1.block.1.fc1"), Relu]
[Conv(16, 1, Name = "features.1.block.1.fc2"), HardSigmoid, Multiply("first")]
[Conv(16, 1, Bias = false, Name = "features.1.block.2.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.1.block.2.1")]
[Plain(72, 2, 24, Name = "features.2"), Plain(88, 1, 24, Name = "features.3"), Add("features.2.block.2.1")]
[Excited(96, 24, 2, 40, Name = "features.4"), ExcitedResidual(240, 64, 40, Name = "features.5"), ExcitedResidual(240, 64, 40, Name = "features.6")]
[Excited(120, 32, 1, 48, Name = "features.7"), ExcitedResidual(144, 40, 48, Name = "features.8")]
[Excited(288, 72, 2, 96, Name = "features.9"), ExcitedResidual(576, 144, 96, Name = "features.10"), ExcitedResidual(576, 144, 96, Name = "features.11")]
[Conv(576, 1, Bias = false, Name = "features.12.0"), BatchNorm(Epsilon = 1e-3f, Name = "features.12.1"), HardSwish, GlobalAveragePool]
[Dense(1024, Name = "classifier.0"), HardSwish]
[Dense(1000, Name = "classifier.3")]
[SoftmaxCrossEntropy]
public sealed partial class MobileNetV3SmallAt64;
