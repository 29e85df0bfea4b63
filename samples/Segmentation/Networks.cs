using CnnGen;

namespace Segmentation;

/// <summary>Two convolutions, as everywhere in a U-Net.</summary>
/// <param name="width">Channels.</param>
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
internal sealed class DoubleConvAttribute(int width) : BlockAttribute;

/// <summary>
/// A small U-Net (Ronneberger, Fischer and Brox 2015): down to a quarter of the size, up again, and what was fine on the way down joins on the way up. It gives
/// four scores a pixel. Pixels at the edge of a shape are labelled 255, which counts nothing.
/// </summary>
[Network(Inspectable = true), Input(48, 64, 3)]
[DoubleConv(8, Name = "down1", As = "fine"), MaxPool(2)]
[DoubleConv(16, Name = "down2", As = "middle"), MaxPool(2)]
[DoubleConv(32, Name = "bottom")]
[ConvTranspose(16, 2, Stride = 2, Name = "up2"), Concat("middle"), DoubleConv(16, Name = "left2")]
[ConvTranspose(8, 2, Stride = 2, Name = "up1"), Concat("fine"), DoubleConv(8, Name = "left1")]
[Conv(4, 1, Name = "head")]
[SoftmaxCrossEntropy(IgnoreLabel = Scene.Edge)]
internal sealed partial class UNet;
