using CnnGen;

namespace Networks.Blocks;

/// <summary>Reduction-B: from the 17×17 to the 8×8 grid.</summary>
[ConvNorm(192, 1, 1, Name = "branch0.0"), ConvNorm(192, 3, 3, stride: 2, Name = "branch0.1")]
[ConvNorm(256, 1, 1, Name = "branch1.0", From = "input"), ConvNorm(256, 1, 7, padding: Padding.Same, Name = "branch1.1")]
[ConvNorm(320, 7, 1, padding: Padding.Same, Name = "branch1.2"), ConvNorm(320, 3, 3, stride: 2, Name = "branch1.3")]
[MaxPool(3, Stride = 2, From = "input", Name = "branch2")]
[Concat("branch0.1", "branch1.3", "branch2")]
public sealed class ReductionBAttribute : BlockAttribute;
