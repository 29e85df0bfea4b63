using CnnGen.Benchmarks.Measuring;
using Xunit;

namespace CnnGen.Tests.Benchmarks;

public sealed class SpreadTests
{
    [Fact]
    public void OddNumberOfValues_HasTheMiddleOneAsMedian() => Assert.Equal(new Spread(2, 1, 9), Spread.Of([9, 1, 2]));

    [Fact]
    public void EvenNumberOfValues_HasTheMeanOfTheMiddleTwo() => Assert.Equal(new Spread(3, 1, 9), Spread.Of([9, 4, 1, 2]));
}
