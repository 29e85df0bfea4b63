namespace CnnGen.Imaging.Tests;

[Network(Inspectable = true)]
[Input(12, 10, 3)]
[Conv(4, 3), Silu]
[Conv(6, 3, Padding = 1), Relu, GlobalAveragePool]
[Dense(3)]
[SoftmaxCrossEntropy]
internal sealed partial class ProbeNet;
