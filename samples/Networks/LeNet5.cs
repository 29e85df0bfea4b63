using CnnGen;

namespace Networks;

/// <summary>LeNet-5 as it is drawn today: maximum pooling and ReLU in place of trained averages and sigmoids.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
[Conv(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10), Softmax]
public partial class LeNet5;
