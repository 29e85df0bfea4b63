using CnnGen.Threading;
using Xunit;

namespace CnnGen.Tests.Threading;

public sealed class TaskSharesTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 2)]
    [InlineData(2, 8)]
    [InlineData(3, 7)]
    [InlineData(16, 64)]
    public void OneThreadAlone_TakesItsShareThenThoseOfItsNeighbours(int threads, int pieces)
    {
        TaskShares shares = new();
        shares.Divide(threads, pieces);

        List<int> taken = Take(shares, 0);

        int reached = Math.Min(threads, 5);
        Assert.Equal(Partition.Start(reached, threads, pieces), taken.Count);
        Assert.Equal(Enumerable.Range(0, Partition.Start(1, threads, pieces)), taken.Take(Partition.Start(1, threads, pieces)));
        Assert.Equal(taken.Count, taken.Distinct().Count());
    }

    [Fact]
    public void AThief_TakesFromTheEnd()
    {
        TaskShares shares = new();
        shares.Divide(2, 8);

        Assert.Equal([4, 5, 6, 7, 3, 2, 1, 0], Take(shares, 1));
    }

    [Fact]
    public void SharesThatAreDividedAnew_AreWhole()
    {
        TaskShares shares = new();
        shares.Divide(3, 9);
        Take(shares, 2);

        shares.Divide(2, 4);

        Assert.Equal([0, 1, 3, 2], Take(shares, 0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void ThreadsTogether_TakeEachPieceOnce(int threads)
    {
        const int Rounds = 200;
        TaskShares shares = new();
        int[] times = new int[threads * 7];
        using WorkerPool pool = new();
        for (int round = 1; round <= Rounds; round++)
        {
            shares.Divide(threads, times.Length);

            pool.Run(
                threads,
                (_, thread) =>
                {
                    while (shares.TryTake(thread, out int piece))
                    {
                        Interlocked.Increment(ref times[piece]);
                    }
                },
                shares);

            Assert.All(times, count => Assert.Equal(round, count));
        }
    }

    private static List<int> Take(TaskShares shares, int thread)
    {
        List<int> taken = [];
        while (shares.TryTake(thread, out int piece))
        {
            taken.Add(piece);
        }

        return taken;
    }
}
