using CnnGen;

namespace DigitReader;

/// <summary>LeNet-5 for reading alone: a softmax in place of the loss, so no backward pass is emitted. Weights of the one that was trained fit.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
[Conv(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[Softmax]
public partial class LeNet5;
