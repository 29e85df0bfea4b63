using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>Tests that share one packing of the packages.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>, ICollectionFixture<PackedTemplates>
{
    public const string Name = "packed packages";
}
