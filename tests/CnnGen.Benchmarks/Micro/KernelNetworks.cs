namespace CnnGen.Benchmarks.Micro;

// Kernels that are no convolution of Layers/ConvolutionNetworks.

/// <summary>A depthwise 3×3 convolution.</summary>
[Network]
[Input(28, 28, 128)]
[Conv(128, 3, Padding = Padding.Same, Groups = 128), Relu]
internal sealed partial class DepthwiseKernel;

/// <summary>The classifier of ResNet-50: each weight is read for one multiply-add.</summary>
[Network]
[Input(1, 1, 2048)]
[Dense(1000)]
internal sealed partial class DenseKernel;

/// <summary>The pooling behind ResNet-50's first layer, by itself.</summary>
[Network]
[Input(112, 112, 64)]
[MaxPool(3, Stride = 2, Padding = 1)]
internal sealed partial class PoolingKernel;
