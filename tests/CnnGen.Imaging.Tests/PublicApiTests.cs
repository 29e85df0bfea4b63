using CnnGen.Testing;
using CnnGen.Tests.PublicApi;
using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class PublicApiTests
{
    /// <summary>A change of the public API is a change of a file that is reviewed.</summary>
    [Fact]
    public void PublicApi_IsTheAcceptedOne() => Snapshot.Match(ApiListing.Of(typeof(ImageFile).Assembly), "PublicApi", "txt");
}
