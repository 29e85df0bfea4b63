using System.Diagnostics;
using Networks.Catalog;

namespace Networks.Benchmarking;

/// <summary>Calls a network again and again with a clock beside it.</summary>
internal static class BatchTimer
{
    private const int LeastRuns = 3;
    private const int MostRuns = 1 << 20;

    /// <summary>Seconds of calls before the clock counts: weights are packed, code is compiled, worker threads are awake.</summary>
    private const double WarmUp = 0.3;

    /// <summary>Measures calls that give logits.</summary>
    /// <exception cref="OperationCanceledException">Stopped between two calls.</exception>
    public static BenchResult Measure(RunnableNetwork network, float[] input, float[] logits, double seconds, CancellationToken stop)
    {
        // Room for all times at once, so that what is allocated meanwhile is the network's doing.
        double[] times = new double[MostRuns];
        Call(network, input, logits, Math.Min(WarmUp, seconds), times, 1, stop);
        GC.Collect();
        GC.WaitForPendingFinalizers(); // what the framework does after a collection is not the network's doing either
        long before = GC.GetTotalAllocatedBytes(precise: true);
        int runs = Call(network, input, logits, seconds, times, LeastRuns, stop);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Span<double> sorted = times.AsSpan(0, runs);
        sorted.Sort();
        double median = (sorted[(runs - 1) / 2] + sorted[runs / 2]) / 2;
        using var process = Process.GetCurrentProcess();
        return new BenchResult(median, sorted[0], sorted[^1], runs, (double)allocated / runs, process.PeakWorkingSet64 / (1024.0 * 1024));
    }

    private static int Call(RunnableNetwork network, float[] input, float[] logits, double seconds, double[] times, int least, CancellationToken stop)
    {
        long begin = Stopwatch.GetTimestamp();
        int runs = 0;
        while (runs < least || (runs < times.Length && Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds))
        {
            stop.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            network.Logits(input, logits);
            times[runs++] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return runs;
    }
}
