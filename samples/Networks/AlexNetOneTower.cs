using CnnGen;

namespace Networks;

/// <summary>
/// AlexNet on one processor: A. Krizhevsky, "One weird trick for parallelizing convolutional neural networks", 2014. No groups, no response
/// normalisation, fewer filters. Layers are named as in torchvision's <c>alexnet</c>.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 11, Stride = 4, Padding = 2, Name = "features.0"), Relu, MaxPool(3, Stride = 2)]
[Conv(192, 5, Padding = 2, Name = "features.3"), Relu, MaxPool(3, Stride = 2)]
[Conv(384, 3, Padding = 1, Name = "features.6"), Relu]
[Conv(256, 3, Padding = 1, Name = "features.8"), Relu]
[Conv(256, 3, Padding = 1, Name = "features.10"), Relu, MaxPool(3, Stride = 2)]
[Dropout(0.5f), Dense(4096, Name = "classifier.1"), Relu]
[Dropout(0.5f), Dense(4096, Name = "classifier.4"), Relu]
[Dense(1000, Name = "classifier.6"), Softmax]
public partial class AlexNetOneTower;
