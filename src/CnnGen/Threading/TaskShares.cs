using System.Runtime.InteropServices;

namespace CnnGen.Threading;

/// <summary>
/// Pieces of work that threads take while it lasts: each begins with a contiguous share of its own, from the front, so that it meets the same values again from
/// stage to stage; who has none left takes from the end of another's. Cores that differ, or that other programs use as well, then end together.
/// </summary>
/// <remarks>Source: R. Blumofe, C. Leiserson, "Scheduling Multithreaded Computations by Work Stealing" (1999).</remarks>
internal sealed class TaskShares
{
    // Others whose shares are looked at: with many threads, looking at all would take longer than what is left there.
    private const int MostVictims = 4;

    private Share[] _shares = [];
    private int _threads;

    /// <summary>Divides pieces 0 … <paramref name="pieces"/> − 1 anew, before any thread takes one.</summary>
    /// <param name="threads">Threads that will take them.</param>
    /// <param name="pieces">How many there are.</param>
    public void Divide(int threads, int pieces)
    {
        if (_shares.Length < threads)
        {
            _shares = new Share[threads];
        }

        _threads = threads;
        for (int thread = 0; thread < threads; thread++)
        {
            _shares[thread].Range = Range(Partition.Start(thread, threads, pieces), Partition.Start(thread + 1, threads, pieces));
        }
    }

    /// <summary>Gives a thread a piece that no other has; false when none is left that it may take.</summary>
    public bool TryTake(int thread, out int piece)
    {
        if (TryTake(ref _shares[thread].Range, fromEnd: false, out piece))
        {
            return true;
        }

        int victims = Math.Min(_threads - 1, MostVictims);
        for (int i = 1; i <= victims; i++)
        {
            if (TryTake(ref _shares[(thread + i) % _threads].Range, fromEnd: true, out piece))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryTake(ref long range, bool fromEnd, out int piece)
    {
        while (true)
        {
            long seen = Volatile.Read(ref range);
            (int start, int end) = ((int)(seen >> 32), (int)seen);
            piece = fromEnd ? end - 1 : start;
            if (start >= end)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref range, fromEnd ? Range(start, end - 1) : Range(start + 1, end), seen) == seen)
            {
                return true;
            }
        }
    }

    /// <summary>Where a share begins and ends, in one word, so that both change at once.</summary>
    private static long Range(int start, int end) => ((long)start << 32) | (uint)end;

    /// <summary>A share, in cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Share
    {
        [FieldOffset(64)]
        public long Range;
    }
}
