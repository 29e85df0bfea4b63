namespace CnnGen.Integration.Tests.Golden.Gradients;

/// <summary>The networks of make.py beside ResNet-18: a class for each pixel, two outputs, and one encoder for two images.</summary>
internal static class GradientNetworks
{
    /// <summary>Three levels, four classes a pixel.</summary>
    public const string UNet = """
        using CnnGen;

        #pragma warning disable CS9113 // the compiler does not see that a block's body reads its parameters

        /// <summary>Two convolutions of a level.</summary>
        /// <param name="width">Channels.</param>
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(nameof(width), 3, Padding = 1, Bias = false), BatchNorm, Relu]
        public sealed class TwiceAttribute(int width) : BlockAttribute;

        /// <summary>Four classes a pixel.</summary>
        [Network]
        [Input(32, 32, 3)]
        [Twice(16, Name = "down1", As = "fine"), MaxPool(2)]
        [Twice(32, Name = "down2", As = "middle"), MaxPool(2)]
        [Twice(64, Name = "bottom")]
        [ConvTranspose(32, 2, Stride = 2, Name = "up2"), Concat("middle"), Twice(32, Name = "left2")]
        [ConvTranspose(16, 2, Stride = 2, Name = "up1"), Concat("fine"), Twice(16, Name = "left1")]
        [Conv(4, 1, Name = "head")]
        [SoftmaxCrossEntropy]
        public partial class UNet;
        """;

    /// <summary>Boxes and scores of 8×8 positions.</summary>
    public const string Detector = """
        using CnnGen;

        /// <summary>Two outputs with a loss each.</summary>
        [Network]
        [Input(32, 32, 3)]
        [Conv(16, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu]
        [Conv(32, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2, As = "features")]
        [Conv(8, 1, As = "boxes")]
        [Conv(5, 3, Padding = 1, From = "features", As = "scores")]
        [Output("boxes", "scores")]
        [Huber(From = "boxes", Delta = 0.5f, Weight = 2)]
        [SoftmaxCrossEntropy(From = "scores")]
        public partial class Detector;
        """;

    /// <summary>Whether two images show the same.</summary>
    public const string Siamese = """
        using CnnGen;

        /// <summary>What both images go through.</summary>
        [Conv(16, 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool(2)]
        [Conv(32, 3, Padding = 1, Bias = false), BatchNorm, Relu, GlobalAveragePool, Dense(24)]
        public sealed class EncoderAttribute : BlockAttribute;

        /// <summary>Two images through one encoder.</summary>
        [Network]
        [Input(32, 32, 3, Name = "left")]
        [Input(32, 32, 3, Name = "right")]
        [Encoder(From = "left", Name = "encoder", As = "a")]
        [Encoder(From = "right", Weights = "encoder", As = "b")]
        [Multiply("a", "b"), Dense(1)]
        [BinaryCrossEntropy]
        public partial class Siamese;
        """;
}
