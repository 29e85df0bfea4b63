using CnnGen.Samples;
using Networks.Classification;

namespace Networks.Catalog;

/// <summary>All networks of this program, in the order of their publication.</summary>
internal static class NetworkCatalog
{
    public static IReadOnlyList<CatalogEntry> All { get; } =
    [
        new CatalogEntry<LeNet5>("lenet5", Preprocessing.Digit),
        new CatalogEntry<AlexNet>("alexnet2012", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<AlexNetOneTower>("alexnet", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<Vgg16>("vgg16", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<Vgg19>("vgg19", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<ResNet50>("resnet50", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<ResNet50V1>("resnet50_v1", Preprocessing.ImageNet(shorterSide: 256)),
        new CatalogEntry<InceptionV4>("inception_v4", Preprocessing.Inception(shorterSide: 342)),
    ];

    /// <summary>The network of a name, in whatever case.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static CatalogEntry Find(string name) =>
        All.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserErrorException($"There is no network {name}; there are {string.Join(", ", All.Select(entry => entry.Name))}.");
}
