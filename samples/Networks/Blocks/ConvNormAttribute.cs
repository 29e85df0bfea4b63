using CnnGen;

namespace Networks.Blocks;

/// <summary>The convolution of the Inception networks: no bias, batch norm, ReLU.</summary>
/// <param name="filters">Output channels.</param>
/// <param name="height">Rows of the kernel.</param>
/// <param name="width">Columns of the kernel.</param>
/// <param name="stride">Step in both axes.</param>
/// <param name="padding">Rows and columns on each side.</param>
[Conv(nameof(filters), nameof(height), nameof(width), Stride = nameof(stride), Padding = nameof(padding), Bias = false, Name = "conv")]
[BatchNorm(Epsilon = 1e-3f, Name = "bn"), Relu]
public sealed class ConvNormAttribute(int filters, int height, int width, int stride = 1, int padding = Padding.Valid) : BlockAttribute;
