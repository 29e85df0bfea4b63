using Xunit;

namespace CnnGen.Package.Tests;

/// <summary>Tests that share one packing of the package.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "packed package";
}
