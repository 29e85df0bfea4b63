using Xunit;

namespace CnnGen.NativeAot.Tests;

/// <summary>Tests that publish CnnGen.NativeAot.App, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PublishCollection : ICollectionFixture<AdaptiveProgram>
{
    public const string Name = "publishing";
}
