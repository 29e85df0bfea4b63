using CnnGen;

namespace Networks.Blocks;

/// <summary>Reduction-A: from the 35×35 to the 17×17 grid.</summary>
[ConvNorm(384, 3, 3, stride: 2, Name = "branch0")]
[ConvNorm(192, 1, 1, Name = "branch1.0", From = "input"), ConvNorm(224, 3, 3, padding: Padding.Same, Name = "branch1.1")]
[ConvNorm(256, 3, 3, stride: 2, Name = "branch1.2")]
[MaxPool(3, Stride = 2, From = "input", Name = "branch2")]
[Concat("branch0", "branch1.2", "branch2")]
public sealed class ReductionAAttribute : BlockAttribute;
