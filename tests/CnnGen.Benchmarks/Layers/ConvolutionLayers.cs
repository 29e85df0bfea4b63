namespace CnnGen.Benchmarks.Layers;

/// <summary>The distinct convolutions of two networks, in their order.</summary>
internal static class ConvolutionLayers
{
    private const string ResNet50 = "ResNet-50";
    private const string Vgg16 = "VGG-16";

    public static IReadOnlyList<ConvolutionLayer> All { get; } =
    [
        ConvolutionLayer.Of<ResNet7x7Stride2At224From3To64, ResNet7x7Stride2At224From3To64Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At56From64To64>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3At56From64To64, ResNet3x3At56From64To64Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At56From64To256>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At56From256To64>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At56From256To128>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3Stride2At56From128To128, ResNet3x3Stride2At56From128To128Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At28From128To512>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1Stride2At56From256To512>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At28From512To128>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3At28From128To128, ResNet3x3At28From128To128Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At28From512To256>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3Stride2At28From256To256, ResNet3x3Stride2At28From256To256Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At14From256To1024>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1Stride2At28From512To1024>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At14From1024To256>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3At14From256To256, ResNet3x3At14From256To256Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At14From1024To512>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3Stride2At14From512To512, ResNet3x3Stride2At14From512To512Winograd>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At7From512To2048>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1Stride2At14From1024To2048>(ResNet50),
        ConvolutionLayer.Of<ResNet1x1At7From2048To512>(ResNet50),
        ConvolutionLayer.Of<ResNet3x3At7From512To512, ResNet3x3At7From512To512Winograd>(ResNet50),
        ConvolutionLayer.Of<Vgg3x3At224From3To64>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At224From64To64, Vgg3x3At224From64To64Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At112From64To128, Vgg3x3At112From64To128Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At112From128To128, Vgg3x3At112From128To128Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At56From128To256, Vgg3x3At56From128To256Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At56From256To256, Vgg3x3At56From256To256Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At28From256To512, Vgg3x3At28From256To512Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At28From512To512, Vgg3x3At28From512To512Winograd>(Vgg16),
        ConvolutionLayer.Of<Vgg3x3At14From512To512, Vgg3x3At14From512To512Winograd>(Vgg16),
    ];
}
