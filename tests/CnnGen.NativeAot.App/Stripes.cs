using CnnGen;

namespace CnnGen.NativeAot.App;

/// <summary>Tells horizontal from vertical stripes: small, but with every kind of layer that LeNet-5 has.</summary>
[Network]
[Input(8, 8, 1)]
[Conv(4, 3, Padding = Padding.Same), Relu, MaxPool(2)]
[Dense(2)]
[SoftmaxCrossEntropy]
internal sealed partial class Stripes;
