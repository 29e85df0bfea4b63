using System.Runtime.ExceptionServices;

namespace CnnGen.Threading;

/// <summary>
/// Divides work over threads: part 0 runs on the caller, the others on workers that spin for a moment between two calls, or on the caller where a worker
/// is late.
/// A call allocates nothing.
/// </summary>
/// <remarks>
/// Parts are given to threads by their index alone, so a computation that depends on parts only does not depend on timing.
/// Workers are started when they are first needed, sleep after a short spin, and end after some idle seconds; they never keep a process alive.
/// </remarks>
public sealed class WorkerPool : IDisposable
{
    /// <summary>More parts than this share threads.</summary>
    internal const int MaxThreads = 256;

    // About half a millisecond: longer than the gap between two batches of a small network, short enough to leave the core to others.
    private const int SpinPauses = 20_000;

    // Callers on several threads each take a free pool; callers that follow each other meet the same warm workers.
    private static readonly WorkerPool?[] s_shared = new WorkerPool?[32];

    [ThreadStatic]
    private static bool t_insidePart;

    // Threads that run parts now, in all pools. Beyond the processors a spinning thread takes the time of one that works.
    private static int s_activeThreads;

    private readonly int _idleMilliseconds;
    private Worker[] _workers = [];
    private long _ticket;
    private int _busy;
    private bool _disposed;

    /// <summary>A pool that no one shares.</summary>
    public WorkerPool()
        : this(idleMilliseconds: 5_000)
    {
    }

    internal WorkerPool(int idleMilliseconds) => _idleMilliseconds = idleMilliseconds;

    /// <summary>Workers whose thread exists.</summary>
    internal int LiveWorkers
    {
        get
        {
            int live = 0;
            foreach (Worker worker in _workers)
            {
                live += worker.IsLive ? 1 : 0;
            }

            return live;
        }
    }

    /// <summary>Runs all parts on a pool that the process shares, and returns when they are done. Inside a part it runs serially.</summary>
    /// <param name="parts">Number of parts; 1 never starts a thread.</param>
    /// <param name="work">Called with <paramref name="state"/> and the index of the part; a static delegate, so that nothing is allocated.</param>
    /// <param name="state">What the parts work on.</param>
    /// <exception cref="Exception">What the part with the lowest index threw, after all parts have ended.</exception>
    public static void Fork(int parts, Action<object, int> work, object state)
    {
        if (parts > 1 && !t_insidePart)
        {
            for (int i = 0; i < s_shared.Length; i++)
            {
                WorkerPool pool = s_shared[i] ?? AddShared(i);
                if (pool.TryRun(parts, work, state))
                {
                    return;
                }
            }
        }

        RunSerially(parts, work, state);
    }

    /// <summary>As <see cref="Fork"/>, on the workers of this pool; serially while another thread uses it.</summary>
    /// <param name="parts">Number of parts; 1 never starts a thread.</param>
    /// <param name="work">Called with <paramref name="state"/> and the index of the part.</param>
    /// <param name="state">What the parts work on.</param>
    public void Run(int parts, Action<object, int> work, object state)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (parts <= 1 || t_insidePart || !TryRun(parts, work, state))
        {
            RunSerially(parts, work, state);
        }
    }

    /// <summary>Ends the workers, which must be idle.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0 && !_disposed)
        {
            throw new InvalidOperationException("A worker pool cannot be disposed while it runs.");
        }

        _disposed = true;
        foreach (Worker worker in _workers)
        {
            worker.Stop();
        }
    }

    internal static void EnterPart() => t_insidePart = true;

    private static WorkerPool AddShared(int index)
    {
        WorkerPool created = new();
        return Interlocked.CompareExchange(ref s_shared[index], created, null) ?? created;
    }

    private static void RunSerially(int parts, Action<object, int> work, object state)
    {
        for (int part = 0; part < parts; part++)
        {
            work(state, part);
        }
    }

    private bool TryRun(int parts, Action<object, int> work, object state)
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return false;
        }

        Exception? failure;
        try
        {
            failure = RunParallel(parts, work, state);
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return true;
    }

    private Exception? RunParallel(int parts, Action<object, int> work, object state)
    {
        int threads = Math.Min(parts, MaxThreads);
        AddWorkers(threads - 1);
        int spins = Interlocked.Add(ref s_activeThreads, threads) <= Environment.ProcessorCount ? SpinPauses : 0;
        long ticket = ++_ticket;
        for (int thread = 1; thread < threads; thread++)
        {
            _workers[thread - 1].Begin(ticket, new PartRange(work, state, thread, parts, threads), spins);
        }

        t_insidePart = true;
        Exception? failure = new PartRange(work, state, 0, parts, threads).Run(out int failedPart);
        for (int thread = 1; thread < threads; thread++)
        {
            Exception? other = _workers[thread - 1].Join(ticket, spins, out int part);
            if (other is not null && (failure is null || part < failedPart))
            {
                (failure, failedPart) = (other, part);
            }
        }

        t_insidePart = false;
        Interlocked.Add(ref s_activeThreads, -threads);
        return failure;
    }

    private void AddWorkers(int count)
    {
        int existing = _workers.Length;
        if (existing >= count)
        {
            return;
        }

        Worker[] workers = new Worker[count];
        _workers.CopyTo(workers, 0);
        for (int i = existing; i < count; i++)
        {
            workers[i] = new Worker(_idleMilliseconds);
        }

        _workers = workers;
    }
}
