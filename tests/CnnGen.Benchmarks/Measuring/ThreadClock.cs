using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CnnGen.Benchmarks.Measuring;

/// <summary>
/// The time that the calling thread has had a processor: what else the machine does takes none of it. On Linux; elsewhere the time that has passed.
/// </summary>
internal static partial class ThreadClock
{
    // CLOCK_THREAD_CPUTIME_ID of Linux.
    private const int ThreadTime = 3;

    private const double NanosecondsOfMicrosecond = 1e3;
    private const double MicrosecondsOfSecond = 1e6;

    /// <summary>Microseconds from some moment on.</summary>
    public static double Microseconds => OperatingSystem.IsLinux() && GetTime(ThreadTime, out TimeSpec time) == 0
        ? (time.Seconds * MicrosecondsOfSecond) + (time.Nanoseconds / NanosecondsOfMicrosecond)
        : Stopwatch.GetTimestamp() * (MicrosecondsOfSecond / Stopwatch.Frequency);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
