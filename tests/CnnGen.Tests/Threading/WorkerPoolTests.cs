using CnnGen.Threading;
using Xunit;

namespace CnnGen.Tests.Threading;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(WorkerPool.MaxThreads + 50)]
    public void EveryPart_RunsOnce(int parts)
    {
        int[] runs = new int[parts];
        using WorkerPool pool = new();

        pool.Run(parts, static (state, part) => Interlocked.Increment(ref ((int[])state)[part]), runs);

        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Fact]
    public void OnePart_StartsNoThread()
    {
        using WorkerPool pool = new();

        pool.Run(1, static (_, _) => { }, pool);

        Assert.Equal(0, pool.LiveWorkers);
    }

    [Fact]
    public void Parts_RunAtTheSameTime_PartZeroOnTheCaller()
    {
        Meeting meeting = new(3);
        using WorkerPool pool = new();

        // Every part waits for the others, so no thread can have done two.
        pool.Run(3, static (state, part) => ((Meeting)state).Join(part), meeting);

        Assert.Equal(Environment.CurrentManagedThreadId, meeting.Threads[0]);
        Assert.Equal(3, meeting.Threads.Distinct().Count());
    }

    [Fact]
    public void FreshPools_LoseNoPart()
    {
        // Threads that are just starting race with the caller, who takes over what they have not begun.
        Counter counter = new();
        for (int i = 0; i < 200; i++)
        {
            using WorkerPool pool = new();
            pool.Run(4, static (state, _) => Interlocked.Increment(ref ((Counter)state).Value), counter);
        }

        Assert.Equal(800, counter.Value);
    }

    [Fact]
    public void ManyForks_WithPausesBetween_LoseNoPart()
    {
        using WorkerPool pool = new();
        Counter counter = new();
        Random random = new(1);
        const int Forks = 20_000;
        long expected = 0;
        for (int fork = 0; fork < Forks; fork++)
        {
            int parts = random.Next(1, 5);
            expected += parts;
            pool.Run(parts, static (state, _) => Interlocked.Increment(ref ((Counter)state).Value), counter);
            if (fork % 2000 == 0)
            {
                Thread.Sleep(3); // long enough for the workers to fall asleep
            }
        }

        Assert.Equal(expected, counter.Value);
    }

    [Fact]
    public void SlowWorker_IsWaitedFor()
    {
        using WorkerPool pool = new();
        Counter counter = new();
        for (int i = 0; i < 5; i++)
        {
            pool.Run(3, static (state, part) =>
            {
                Thread.Sleep(part * 5);
                Interlocked.Increment(ref ((Counter)state).Value);
            }, counter);
            Assert.Equal(3 * (i + 1), counter.Value);
        }
    }

    [Fact]
    public void ForksFromSeveralThreads_AllComplete()
    {
        Counter counter = new();
        Thread[] callers = new Thread[4];
        for (int i = 0; i < callers.Length; i++)
        {
            callers[i] = new Thread(() =>
            {
                for (int fork = 0; fork < 500; fork++)
                {
                    WorkerPool.Fork(3, static (state, _) => Interlocked.Increment(ref ((Counter)state).Value), counter);
                }
            });
            callers[i].Start();
        }

        foreach (Thread caller in callers)
        {
            caller.Join();
        }

        Assert.Equal(4 * 500 * 3, counter.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Exception_ReachesTheCaller_AfterAllPartsEnded(int failingPart)
    {
        using WorkerPool pool = new();
        Failing failing = new() { Part = failingPart };

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(3, Failing.Work, failing));

        Assert.Equal($"part {failingPart}", thrown.Message);
        Assert.Equal(2, failing.Completed);
        failing.Part = -1;
        pool.Run(3, Failing.Work, failing);
        Assert.Equal(5, failing.Completed);
    }

    [Fact]
    public void SeveralExceptions_GiveTheOneOfTheFirstPart()
    {
        using WorkerPool pool = new();

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => pool.Run(4, static (_, part) => throw (part == 0 ? new InvalidOperationException() : new ArgumentException()), pool));

        Assert.NotNull(thrown);
    }

    [Fact]
    public void ForkInsideAPart_RunsSeriallyOnItsThread()
    {
        Meeting meeting = new(2);

        WorkerPool.Fork(2, static (outer, part) =>
        {
            ((Meeting)outer).Join(part);
            HashSet<int> threads = [];
            WorkerPool.Fork(5, static (inner, _) => ((HashSet<int>)inner).Add(Environment.CurrentManagedThreadId), threads);
            Assert.Equal([Environment.CurrentManagedThreadId], threads);
        }, meeting);

        Assert.NotEqual(meeting.Threads[0], meeting.Threads[1]);
    }

    [Fact]
    public void DisposedPool_HasNoThreads_AndRefusesWork()
    {
        WorkerPool pool = new();
        pool.Run(4, static (_, _) => { }, pool);
        Assert.Equal(3, pool.LiveWorkers);

        pool.Dispose();

        Assert.Equal(0, pool.LiveWorkers);
        Assert.Throws<ObjectDisposedException>(() => pool.Run(2, static (_, _) => { }, pool));
    }

    [Fact]
    public void IdleWorkers_EndByThemselves_AndAreReplaced()
    {
        WorkerPool pool = new(idleMilliseconds: 20);
        int[] runs = new int[3];
        Action<object, int> work = static (state, part) => Interlocked.Increment(ref ((int[])state)[part]);
        for (int round = 1; round <= 3; round++)
        {
            pool.Run(3, work, runs);
            Assert.True(SpinWait.SpinUntil(() => pool.LiveWorkers == 0, TimeSpan.FromSeconds(30)));
            Assert.All(runs, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void WarmFork_AllocatesNothing()
    {
        using WorkerPool pool = new();
        Action<object, int> work = static (_, _) => { };
        pool.Run(2, work, pool);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
        {
            pool.Run(2, work, pool);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void FirstWaitForASlowWorker_AllocatesNothing()
    {
        using WorkerPool pool = new();
        long allocated = -1;
        Thread caller = new(() =>
        {
            Action<object, int> slow = static (_, part) => SpinFor(part * 20);
            pool.Run(2, static (_, _) => { }, pool);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 5; i++)
            {
                pool.Run(2, slow, pool);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        });
        caller.Start();
        caller.Join();

        Assert.Equal(0, allocated);
    }

    private static void SpinFor(int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        while (Environment.TickCount64 < end)
        {
            Thread.SpinWait(10);
        }
    }

    private sealed class Meeting(int parts)
    {
        private readonly CountdownEvent _missing = new(parts);

        public int[] Threads { get; } = new int[parts];

        public void Join(int part)
        {
            Threads[part] = Environment.CurrentManagedThreadId;
            _missing.Signal();
            Assert.True(_missing.Wait(TimeSpan.FromSeconds(60)));
        }
    }

    private sealed class Counter
    {
        public long Value;
    }

    private sealed class Failing
    {
        public static readonly Action<object, int> Work = static (state, part) => ((Failing)state).Run(part);

        public int Part;
        public int Completed;

        private void Run(int part)
        {
            if (part == Part)
            {
                throw new InvalidOperationException($"part {part}");
            }

            Thread.Sleep(10);
            Interlocked.Increment(ref Completed);
        }
    }
}
