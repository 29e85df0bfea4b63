using CnnGen.Threading;
using Xunit;

namespace CnnGen.Tests.Threading;

public sealed class PartitionTests
{
    /// <summary>Rounds of a loop within another are tasks together: whatever the number of threads, each pair of rounds is one thread's.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(8, 7)]
    [InlineData(3, 28)]
    public void Round_GivesEachPairToOneThread(int innerRounds, int outerRounds)
    {
        int tasks = innerRounds * outerRounds;
        foreach (int threads in (int[])[1, 2, 3, 7, 16, 64])
        {
            int[,] taken = new int[innerRounds, outerRounds];
            for (int thread = 0; thread < threads; thread++)
            {
                (int from, int to) = (Partition.Start(thread, threads, tasks), Partition.Start(thread + 1, threads, tasks));
                for (int outer = 0; outer < outerRounds; outer++)
                {
                    for (nint inner = Partition.Round(from, outer, outerRounds); inner < Partition.Round(to, outer, outerRounds); inner++)
                    {
                        Assert.InRange((inner * outerRounds) + outer, from, to - 1);
                        taken[inner, outer]++;
                    }
                }
            }

            Assert.All(taken.Cast<int>(), times => Assert.Equal(1, times));
        }
    }

    /// <summary>The rounds of a loop that is cut in two, as where the last rows are fewer than a tile has.</summary>
    [Theory]
    [InlineData(3, 1, 4)]
    [InlineData(1, 5, 3)]
    [InlineData(6, 2, 1)]
    public void Round_OfRangesBehindEachOther_GivesEachPairToOneThread(int firstRounds, int lastRounds, int outerRounds)
    {
        int tasks = (firstRounds + lastRounds) * outerRounds;
        foreach (int threads in (int[])[1, 2, 3, 7, 16, 64])
        {
            int[] taken = new int[tasks];
            for (int thread = 0; thread < threads; thread++)
            {
                (int from, int to) = (Partition.Start(thread, threads, tasks), Partition.Start(thread + 1, threads, tasks));
                for (int outer = 0; outer < outerRounds; outer++)
                {
                    foreach ((int before, int rounds) in ((int, int)[])[(0, firstRounds), (firstRounds, lastRounds)])
                    {
                        int offset = outer + (before * outerRounds);
                        nint end = Math.Min(rounds, Partition.Round(to, offset, outerRounds));
                        for (nint inner = Partition.Round(from, offset, outerRounds); inner < end; inner++)
                        {
                            taken[(inner * outerRounds) + offset]++;
                        }
                    }
                }
            }

            Assert.All(taken, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void Start_CutsNearlyEqualRanges()
    {
        for (int length = 0; length < 40; length++)
        {
            int[] starts = [.. Enumerable.Range(0, 8).Select(part => Partition.Start(part, 7, length))];
            Assert.Equal((0, length), (starts[0], starts[7]));
            Assert.All(starts.Zip(starts.Skip(1), (first, next) => next - first), size => Assert.InRange(size, length / 7, (length / 7) + 1));
        }
    }
}
