using CnnGen;

namespace Networks.Blocks;

/// <summary>The stem's first fork: a pool beside a convolution.</summary>
[ConvNorm(96, 3, 3, stride: 2, Name = "conv")]
[MaxPool(3, Stride = 2, From = "input", Name = "maxpool")]
[Concat("maxpool", "conv")]
public sealed class InceptionStemPoolAttribute : BlockAttribute;
