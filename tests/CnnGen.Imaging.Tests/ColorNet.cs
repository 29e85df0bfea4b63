namespace CnnGen.Imaging.Tests;

[Network]
[Input(12, 12, 3)]
[Conv(4, 3), Relu, MaxPool(2)]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class ColorNet;
