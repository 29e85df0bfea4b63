namespace CnnGen.Benchmarks.Networks;

/// <summary>LeNet-5 with the layer names of its weight files: conv1, conv2, fc1, fc2, fc3.</summary>
[Network]
[Input(28, 28, 1)]
[Conv(6, 5, Padding = Padding.Same), Relu, MaxPool(2)]
[Conv(16, 5), Relu, MaxPool(2)]
[Dense(120), Relu]
[Dense(84), Relu]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class LeNet5;
