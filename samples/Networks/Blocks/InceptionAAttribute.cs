using CnnGen;

namespace Networks.Blocks;

/// <summary>Inception-A, on the 35×35 grid.</summary>
[ConvNorm(96, 1, 1, Name = "branch0")]
[ConvNorm(64, 1, 1, Name = "branch1.0", From = "input"), ConvNorm(96, 3, 3, padding: Padding.Same, Name = "branch1.1")]
[ConvNorm(64, 1, 1, Name = "branch2.0", From = "input"), ConvNorm(96, 3, 3, padding: Padding.Same, Name = "branch2.1")]
[ConvNorm(96, 3, 3, padding: Padding.Same, Name = "branch2.2")]
[AveragePool(3, Stride = 1, Padding = Padding.Same, From = "input", Name = "branch3.0"), ConvNorm(96, 1, 1, Name = "branch3.1")]
[Concat("branch0", "branch1.1", "branch2.2", "branch3.1")]
public sealed class InceptionAAttribute : BlockAttribute;
