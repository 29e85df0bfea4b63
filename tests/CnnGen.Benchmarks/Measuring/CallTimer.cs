using System.Diagnostics;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>Times every call by itself: a median over single calls ignores the interruptions that a mean over a loop includes.</summary>
internal static class CallTimer
{
    /// <summary>Repeats a call of this process for about <paramref name="duration"/>, at least once: the largest take seconds.</summary>
    public static Round Run(Action call, TimeSpan duration)
    {
        List<long> ticks = new(capacity: 1 << 16);
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        long start;
        while ((start = Stopwatch.GetTimestamp()) < end || ticks.Count == 0)
        {
            call();
            ticks.Add(Stopwatch.GetTimestamp() - start);
        }

        ticks.Sort();
        return new Round(Seconds(ticks[ticks.Count / 2]), Seconds(ticks[0]), ticks.Count);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
