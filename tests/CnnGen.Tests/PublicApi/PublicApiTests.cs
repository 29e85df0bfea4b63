using CnnGen.Testing;
using Xunit;

namespace CnnGen.Tests.PublicApi;

public sealed class PublicApiTests
{
    /// <summary>A change of the public API is a change of a file that is reviewed.</summary>
    [Fact]
    public void PublicApi_IsTheAcceptedOne() => Snapshot.Match(ApiListing.Of(typeof(NetworkAttribute).Assembly), "PublicApi", "txt");

    [Fact]
    public void Listing_ShowsWhatCallersDependOn()
    {
        string listing = ApiListing.Of(typeof(Sample<>));

        Assert.Equal(
            """
            public abstract class CnnGen.Tests.PublicApi.Sample<T> : System.IDisposable
                where T : class, System.IDisposable, new()
              protected Sample(int count = 3)
              public const string Kind = "sample";
              public string? Note { get; protected set; }
              public required T Value { get; init; }
              public event System.EventHandler? Changed;
              public void Dispose()
              protected abstract bool TryFind(in System.ReadOnlySpan<float> values, out T? found, params string[] names)

            """.ReplaceLineEndings("\n"),
            listing);
    }
}
