using CnnGen;

namespace Networks;

/// <summary>
/// VGG-16, configuration D of K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", 2014: convolutions of
/// 3×3 only. Layers are named as in torchvision's <c>vgg16</c>.
/// </summary>
[Network]
[Input(224, 224, 3)]
[Conv(64, 3, Padding = 1, Name = "features.0"), Relu]
[Conv(64, 3, Padding = 1, Name = "features.2"), Relu, MaxPool(2)]
[Conv(128, 3, Padding = 1, Name = "features.5"), Relu]
[Conv(128, 3, Padding = 1, Name = "features.7"), Relu, MaxPool(2)]
[Conv(256, 3, Padding = 1, Name = "features.10"), Relu]
[Conv(256, 3, Padding = 1, Name = "features.12"), Relu]
[Conv(256, 3, Padding = 1, Name = "features.14"), Relu, MaxPool(2)]
[Conv(512, 3, Padding = 1, Name = "features.17"), Relu]
[Conv(512, 3, Padding = 1, Name = "features.19"), Relu]
[Conv(512, 3, Padding = 1, Name = "features.21"), Relu, MaxPool(2)]
[Conv(512, 3, Padding = 1, Name = "features.24"), Relu]
[Conv(512, 3, Padding = 1, Name = "features.26"), Relu]
[Conv(512, 3, Padding = 1, Name = "features.28"), Relu, MaxPool(2)]
[Dense(4096, Name = "classifier.0"), Relu, Dropout(0.5f)]
[Dense(4096, Name = "classifier.3"), Relu, Dropout(0.5f)]
[Dense(1000, Name = "classifier.6"), Softmax]
public partial class Vgg16;
