using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CnnGen.Threading;

/// <summary>
/// One thread of a <see cref="WorkerPool"/>. Its caller publishes a growing ticket, and the thread answers with the same one when the work is done;
/// both sides spin first and then sleep on an event. Work that the thread has not begun when the caller is done with its own, the caller does itself:
/// a late wake-up costs nothing, and what is computed does not depend on it.
/// </summary>
/// <remarks>
/// "No thread" is a value of the ticket, so that starting, retiring and handing out work are decided by one atomic exchange. A side that goes to sleep
/// announces
/// it and looks once more; the other side publishes and then looks for the announcement: at least one of them sees the other.
/// </remarks>
internal sealed class Worker(int idleMilliseconds)
{
    private const long NoThread = 0;
    private const long Stopped = -1;

    private readonly AutoResetEvent _workArrived = new(false);
    private readonly AutoResetEvent _workDone = new(false);
    private OwnCacheLine _ticket;
    private OwnCacheLine _unclaimed;
    private OwnCacheLine _answer;
    private OwnCacheLine _threadSleeps;
    private OwnCacheLine _callerSleeps;
    private PartRange _parts;
    private int _spins;
    private Exception? _failure;
    private int _failedPart;

    /// <summary>Whether a thread waits or works.</summary>
    public bool IsLive => Volatile.Read(ref _ticket.Value) > NoThread;

    /// <summary>Hands over work; starts the thread if there is none.</summary>
    public void Begin(long ticket, PartRange parts, int spins)
    {
        _parts = parts;
        _spins = spins;
        Volatile.Write(ref _unclaimed.Value, ticket);
        if (Interlocked.Exchange(ref _ticket.Value, ticket) == NoThread)
        {
            Start();
        }
        else if (Volatile.Read(ref _threadSleeps.Value) != 0)
        {
            _workArrived.Set();
        }
    }

    /// <summary>Does the work of a ticket that the thread has not begun, or waits for its answer.</summary>
    public Exception? Join(long ticket, int spins, out int failedPart)
    {
        if (Claim(ticket))
        {
            PartRange parts = _parts;
            _parts = default; // what was worked on can be collected while the thread waits
            return parts.Run(out failedPart);
        }

        if (!Spin(ref _answer.Value, ticket, spins))
        {
            Interlocked.Exchange(ref _callerSleeps.Value, 1);
            bool interrupted = false;
            while (Volatile.Read(ref _answer.Value) != ticket)
            {
                Wait(_workDone, Timeout.Infinite, ref interrupted);
            }

            Volatile.Write(ref _callerSleeps.Value, 0);
            PassOn(interrupted);
        }

        Exception? failure = _failure;
        failedPart = _failedPart;
        _failure = null;
        return failure;
    }

    /// <summary>Ends the thread, which must be idle.</summary>
    public void Stop()
    {
        Interlocked.Exchange(ref _ticket.Value, Stopped);
        _workArrived.Set();
    }

    private static bool Spin(ref long location, long expected, int spins)
    {
        for (int pause = 0; Volatile.Read(ref location) != expected; pause++)
        {
            if (pause >= spins)
            {
                return false;
            }

            Pause();
        }

        return true;
    }

    private static void Pause()
    {
        if (X86Base.IsSupported)
        {
            X86Base.Pause();
        }
        else
        {
            Thread.SpinWait(1);
        }
    }

    /// <summary>
    /// Waits, whoever interrupts the thread: a caller that left would have back the memory that the other threads still write to. An interrupt is remembered
    /// instead.
    /// </summary>
    private static bool Wait(AutoResetEvent anEvent, int milliseconds, ref bool interrupted)
    {
        while (true)
        {
            try
            {
                return anEvent.WaitOne(milliseconds);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
        }
    }

    /// <summary>Lets the caller's next own wait meet the interrupt, as if it had come then.</summary>
    private static void PassOn(bool interrupted)
    {
        if (interrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }

    private bool Claim(long ticket) => Interlocked.CompareExchange(ref _unclaimed.Value, 0, ticket) == ticket;

    private void Start()
    {
        try
        {
            Thread thread = new(static worker => ((Worker)worker!).Serve()) { IsBackground = true, Name = "CnnGen worker" };
            thread.UnsafeStart(this);
            PrepareToWait(_workDone);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The system has no thread left; the caller will do the work.
            Volatile.Write(ref _ticket.Value, NoThread);
        }
    }

    private void Serve()
    {
        WorkerPool.EnterPart();
        PrepareToWait(_workArrived);
        long seen = NoThread;
        while (true)
        {
            seen = Await(seen);
            if (seen is NoThread or Stopped)
            {
                return;
            }

            if (!Claim(seen))
            {
                continue;
            }

            _failure = _parts.Run(out _failedPart);
            _parts = default;
            Interlocked.Exchange(ref _answer.Value, seen);
            if (Volatile.Read(ref _callerSleeps.Value) != 0)
            {
                _workDone.Set();
            }
        }
    }

    // The runtime makes what a thread waits with when it waits for the first time: not in a later call, which allocates nothing.
    private static void PrepareToWait(AutoResetEvent anEvent)
    {
        bool interrupted = false;
        if (Wait(anEvent, 0, ref interrupted))
        {
            anEvent.Set();
        }

        PassOn(interrupted);
    }

    /// <summary>The next ticket; <see cref="NoThread"/> after a long idle time.</summary>
    private long Await(long seen)
    {
        for (int spins = _spins; spins > 0; spins--)
        {
            long ticket = Volatile.Read(ref _ticket.Value);
            if (ticket != seen)
            {
                return ticket;
            }

            Pause();
        }

        while (true)
        {
            Interlocked.Exchange(ref _threadSleeps.Value, 1);
            bool interrupted = false; // by what a part has called: it concerns nobody after that part
            bool woken = Volatile.Read(ref _ticket.Value) != seen || Wait(_workArrived, idleMilliseconds, ref interrupted);
            Interlocked.Exchange(ref _threadSleeps.Value, 0);
            long ticket = woken ? Volatile.Read(ref _ticket.Value) : Interlocked.CompareExchange(ref _ticket.Value, NoThread, seen);
            if (ticket != seen)
            {
                return ticket;
            }

            if (!woken)
            {
                return NoThread;
            }
        }
    }

    /// <summary>A number that shares its cache line with nothing, so that spinning on one disturbs no other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct OwnCacheLine
    {
        [FieldOffset(64)]
        public long Value;
    }
}
