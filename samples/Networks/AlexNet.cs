using CnnGen;

namespace Networks;

/// <summary>
/// AlexNet as published: A. Krizhevsky, I. Sutskever and G. Hinton, "ImageNet classification with deep convolutional neural networks", 2012. Two groups where
/// the paper's two processors did not see each other, and the paper's response normalisation, whose alpha belongs to each square. The paper says 224×224;
/// its shapes need 227.
/// </summary>
[Network]
[Input(227, 227, 3)]
[Conv(96, 11, Stride = 4), Relu, LocalResponseNorm(5, Alpha = 1e-4f, Beta = 0.75f, Bias = 2, AlphaPerElement = true), MaxPool(3, Stride = 2)]
[Conv(256, 5, Padding = 2, Groups = 2), Relu, LocalResponseNorm(5, Alpha = 1e-4f, Beta = 0.75f, Bias = 2, AlphaPerElement = true), MaxPool(3, Stride = 2)]
[Conv(384, 3, Padding = 1), Relu]
[Conv(384, 3, Padding = 1, Groups = 2), Relu]
[Conv(256, 3, Padding = 1, Groups = 2), Relu, MaxPool(3, Stride = 2)]
[Dense(4096, Name = "fc6"), Relu, Dropout(0.5f)]
[Dense(4096, Name = "fc7"), Relu, Dropout(0.5f)]
[Dense(1000, Name = "fc8"), Softmax]
public partial class AlexNet;
