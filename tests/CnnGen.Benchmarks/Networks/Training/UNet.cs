namespace CnnGen.Benchmarks.Networks.Training;

/// <summary>
/// U-Net with four levels and 32 to 256 channels, padded, with batch norm, two classes a pixel: O. Ronneberger, P. Fischer and T. Brox, "U-Net: convolutional
/// networks for biomedical image segmentation", 2015.
/// </summary>
[Network]
[Input(128, 128, 3)]
[Twice(32, Name = "down1", As = "level1"), MaxPool(2)]
[Twice(64, Name = "down2", As = "level2"), MaxPool(2)]
[Twice(128, Name = "down3", As = "level3"), MaxPool(2)]
[Twice(256, Name = "bottom")]
[ConvTranspose(128, 2, Stride = 2, Name = "up3"), Concat("level3"), Twice(128, Name = "join3")]
[ConvTranspose(64, 2, Stride = 2, Name = "up2"), Concat("level2"), Twice(64, Name = "join2")]
[ConvTranspose(32, 2, Stride = 2, Name = "up1"), Concat("level1"), Twice(32, Name = "join1")]
[Conv(2, 1, Name = "head")]
[SoftmaxCrossEntropy]
public sealed partial class UNet;

/// <summary>Two convolutions of a level.</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
public sealed class TwiceAttribute(int width) : BlockAttribute;
