namespace CnnGen.Benchmarks.Networks.Training;

/// <summary>Four convolutions and two dense layers on 32×32 pixels, in the manner of VGG. Layers have the names of the peer's.</summary>
[Network]
[Input(32, 32, 3)]
[Conv(32, 3, Padding = 1), Relu, Conv(32, 3, Padding = 1), Relu, MaxPool(2)]
[Conv(64, 3, Padding = 1), Relu, Conv(64, 3, Padding = 1), Relu, MaxPool(2)]
[Dense(256), Relu, Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class SmallVgg;
