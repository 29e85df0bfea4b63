using CnnGen.Benchmarks.Networks.Training;

namespace CnnGen.Benchmarks.Networks.Zoo;

/// <summary><see cref="UNet"/> for small images.</summary>
[Network]
[Input(64, 64, 3)]
[Twice(32, Name = "down1", As = "level1"), MaxPool(2)]
[Twice(64, Name = "down2", As = "level2"), MaxPool(2)]
[Twice(128, Name = "down3", As = "level3"), MaxPool(2)]
[Twice(256, Name = "bottom")]
[ConvTranspose(128, 2, Stride = 2, Name = "up3"), Concat("level3"), Twice(128, Name = "join3")]
[ConvTranspose(64, 2, Stride = 2, Name = "up2"), Concat("level2"), Twice(64, Name = "join2")]
[ConvTranspose(32, 2, Stride = 2, Name = "up1"), Concat("level1"), Twice(32, Name = "join1")]
[Conv(2, 1, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class UNetAt64;
