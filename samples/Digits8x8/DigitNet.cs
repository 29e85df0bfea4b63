using CnnGen;

namespace Digits8x8;

/// <summary>Two small convolutions and a vote over the places where they answer.</summary>
[Network]
[Input(8, 8, 1)]
[Conv(16, 3, Padding = Padding.Same), Relu]
[Conv(32, 3, Padding = Padding.Same), Relu, MaxPool(2)]
[Dropout(0.25f), Dense(10)]
[SoftmaxCrossEntropy]
public partial class DigitNet;
