using System.Runtime.Intrinsics;
using CnnGen.Runtime;
using CnnGen.Vectors;
using Xunit;

namespace CnnGen.Tests.Vectors;

public unsafe class StreamingTests
{
    private const int Length = 64;
    private const float Untouched = -1;

    [Theory]
    [InlineData(16)] // a cache line
    [InlineData(24)] // half of one and half of the next
    [InlineData(20)]
    [InlineData(17)]
    public void Store_WritesTheVectorAndNothingElse(int at)
    {
        AssertWritten(16, at, destination => Streaming.Store(destination, Vector512.Create(2f)));
        AssertWritten(8, at, destination => Streaming.Store(destination, Vector256.Create(2f)));
        AssertWritten(4, at, destination => Streaming.Store(destination, Vector128.Create(2f)));
    }

    private static void AssertWritten(int lanes, int at, StoreAt store)
    {
        using AlignedBuffer buffer = new(Length);
        buffer.Span.Fill(Untouched);

        store(buffer.Pointer + at);
        Streaming.Complete();

        float[] expected = [.. Enumerable.Range(0, Length).Select(i => i >= at && i < at + lanes ? 2f : Untouched)];
        Assert.Equal(expected, buffer.Span.ToArray());
    }

    private delegate void StoreAt(float* destination);
}
