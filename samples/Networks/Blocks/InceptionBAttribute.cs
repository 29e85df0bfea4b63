using CnnGen;

namespace Networks.Blocks;

/// <summary>Inception-B, on the 17×17 grid: 7×7 convolutions as a row and a column. The order of the two is that of the released weights.</summary>
[ConvNorm(384, 1, 1, Name = "branch0")]
[ConvNorm(192, 1, 1, Name = "branch1.0", From = "input"), ConvNorm(224, 1, 7, padding: Padding.Same, Name = "branch1.1")]
[ConvNorm(256, 7, 1, padding: Padding.Same, Name = "branch1.2")]
[ConvNorm(192, 1, 1, Name = "branch2.0", From = "input"), ConvNorm(192, 7, 1, padding: Padding.Same, Name = "branch2.1")]
[ConvNorm(224, 1, 7, padding: Padding.Same, Name = "branch2.2"), ConvNorm(224, 7, 1, padding: Padding.Same, Name = "branch2.3")]
[ConvNorm(256, 1, 7, padding: Padding.Same, Name = "branch2.4")]
[AveragePool(3, Stride = 1, Padding = Padding.Same, From = "input", Name = "branch3.0"), ConvNorm(128, 1, 1, Name = "branch3.1")]
[Concat("branch0", "branch1.2", "branch2.4", "branch3.1")]
public sealed class InceptionBAttribute : BlockAttribute;
