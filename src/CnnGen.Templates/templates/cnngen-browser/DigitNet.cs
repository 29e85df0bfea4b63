using CnnGen;

namespace Digits;

/// <summary>Two small convolutions, and a dense layer that decides. Hover over the name: the table of layers is there.</summary>
[Network]
[Input(8, 8, 1)]                                      // height, width, channels
[Conv(16, 3, Padding = Padding.Same), Relu]
[Conv(32, 3, Padding = Padding.Same), Relu, MaxPool(2)]
[Dropout(0.25f), Dense(10)]
[SoftmaxCrossEntropy]                                 // a loss asks for the backward pass
public partial class DigitNet;
