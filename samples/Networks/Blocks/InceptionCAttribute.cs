using CnnGen;

namespace Networks.Blocks;

/// <summary>Inception-C, on the 8×8 grid: branches that fork once more into a row and a column.</summary>
[ConvNorm(256, 1, 1, Name = "branch0")]
[ConvNorm(384, 1, 1, Name = "branch1_0", From = "input"), ConvNorm(256, 1, 3, padding: Padding.Same, Name = "branch1_1a")]
[ConvNorm(256, 3, 1, padding: Padding.Same, Name = "branch1_1b", From = "branch1_0")]
[ConvNorm(384, 1, 1, Name = "branch2_0", From = "input"), ConvNorm(448, 3, 1, padding: Padding.Same, Name = "branch2_1")]
[ConvNorm(512, 1, 3, padding: Padding.Same, Name = "branch2_2"), ConvNorm(256, 1, 3, padding: Padding.Same, Name = "branch2_3a")]
[ConvNorm(256, 3, 1, padding: Padding.Same, Name = "branch2_3b", From = "branch2_2")]
[AveragePool(3, Stride = 1, Padding = Padding.Same, From = "input", Name = "branch3.0"), ConvNorm(256, 1, 1, Name = "branch3.1")]
[Concat("branch0", "branch1_1a", "branch1_1b", "branch2_3a", "branch2_3b", "branch3.1")]
public sealed class InceptionCAttribute : BlockAttribute;
