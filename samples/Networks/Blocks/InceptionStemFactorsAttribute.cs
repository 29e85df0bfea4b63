using CnnGen;

namespace Networks.Blocks;

/// <summary>The stem's second fork: a 3×3 convolution beside one that a row and a column of 7 precede.</summary>
[ConvNorm(64, 1, 1, Name = "branch0.0"), ConvNorm(96, 3, 3, Name = "branch0.1")]
[ConvNorm(64, 1, 1, Name = "branch1.0", From = "input"), ConvNorm(64, 1, 7, padding: Padding.Same, Name = "branch1.1")]
[ConvNorm(64, 7, 1, padding: Padding.Same, Name = "branch1.2"), ConvNorm(96, 3, 3, Name = "branch1.3")]
[Concat("branch0.1", "branch1.3")]
public sealed class InceptionStemFactorsAttribute : BlockAttribute;
