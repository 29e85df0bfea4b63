using CnnGen;

namespace Networks.Blocks;

/// <summary>The stem's last fork: a convolution beside a pool, which halves the grid to 35×35.</summary>
[ConvNorm(192, 3, 3, stride: 2, Name = "conv")]
[MaxPool(3, Stride = 2, From = "input", Name = "maxpool")]
[Concat("conv", "maxpool")]
public sealed class InceptionStemReductionAttribute : BlockAttribute;
