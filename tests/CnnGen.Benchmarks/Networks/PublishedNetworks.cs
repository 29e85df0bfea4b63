using Published = Networks;

namespace CnnGen.Benchmarks.Networks;

/// <summary>The networks that are compared with peers, in the order of their publication.</summary>
internal static class PublishedNetworks
{
    public static IReadOnlyList<BenchmarkedNetwork> All { get; } =
    [
        BenchmarkedNetwork.Of<Published.LeNet5>(),
        BenchmarkedNetwork.Of<Published.AlexNet>(),
        BenchmarkedNetwork.Of<Published.AlexNetOneTower>(),
        BenchmarkedNetwork.Of<Published.Vgg16>(),
        BenchmarkedNetwork.Of<Published.Vgg19>(),
        BenchmarkedNetwork.Of<Published.ResNet50>(),
        BenchmarkedNetwork.Of<Published.InceptionV4>(),
        BenchmarkedNetwork.Of<Mobile.SqueezeNet>(),
        BenchmarkedNetwork.Of<Mobile.ResNeXt50>(),
        BenchmarkedNetwork.Of<Mobile.MobileNetV2>(),
        BenchmarkedNetwork.Of<Mobile.MnasNet>(),
        BenchmarkedNetwork.Of<Mobile.MobileNetV3Small>(),
        BenchmarkedNetwork.Of<Mobile.EfficientNetB0>(),
        BenchmarkedNetwork.Of<Mobile.ShuffleNetV2>(),
        BenchmarkedNetwork.Of<Mobile.ConvNeXtTiny>(),
        BenchmarkedNetwork.Of<Mobile.DenseNet121>(),
        BenchmarkedNetwork.Of<Mobile.RegNetY400>(),
    ];

    /// <summary>The network of a name, in whatever case.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static BenchmarkedNetwork Find(string name) =>
        All.FirstOrDefault(network => string.Equals(network.Info.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BenchmarkException($"There is no network {name}; there are {string.Join(", ", All.Select(network => network.Info.Name))}.");
}
