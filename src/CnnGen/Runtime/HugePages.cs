using System.Runtime.InteropServices;

namespace CnnGen.Runtime;

/// <summary>
/// Asks Linux to back large buffers by pages of 2 MiB instead of 4 KiB: a page fault for each 4 KiB takes longer than filling it, and weights that are
/// streamed miss the translation cache less.
/// </summary>
internal static unsafe partial class HugePages
{
    // Below some huge pages there is little to win, and what is rounded up would show.
    private const nuint Smallest = 8 << 20;

    private const nuint PageSize = 1 << 16; // a multiple of the page size of every system
    private const int UseHugePages = 14; // MADV_HUGEPAGE

    private static bool s_isMissing;

    /// <summary>Advises; a system that knows no such advice goes on as before.</summary>
    /// <param name="start">The first byte.</param>
    /// <param name="bytes">How many.</param>
    public static void Advise(void* start, nuint bytes)
    {
        if (bytes < Smallest || !OperatingSystem.IsLinux() || s_isMissing)
        {
            return;
        }

        nuint first = ((nuint)start + (PageSize - 1)) & ~(PageSize - 1);
        nuint end = ((nuint)start + bytes) & ~(PageSize - 1);
        try
        {
            _ = MemoryAdvise((void*)first, end - first, UseHugePages);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            s_isMissing = true;
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* start, nuint length, int advice);
}
