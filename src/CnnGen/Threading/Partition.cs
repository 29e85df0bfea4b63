using System.Runtime.CompilerServices;

namespace CnnGen.Threading;

/// <summary>Contiguous, nearly equal ranges; called by generated code.</summary>
public static class Partition
{
    /// <summary>
    /// Where range <paramref name="part"/> of <paramref name="parts"/> begins in 0 … <paramref name="length"/>; it ends where the next one begins.
    /// </summary>
    /// <param name="part">Which range; the number of ranges gives the end of the last one.</param>
    /// <param name="parts">How many ranges.</param>
    /// <param name="length">What is divided.</param>
    public static int Start(int part, int parts, int length) => (int)((long)part * length / parts);

    /// <summary>
    /// The first round of a loop whose task is <paramref name="task"/> or a later one, where round r is task r · <paramref name="count"/> +
    /// <paramref name="offset"/>.
    /// </summary>
    /// <param name="task">A task, or the number of all.</param>
    /// <param name="offset">The task of the first round; in most cases the round of the loop around.</param>
    /// <param name="count">The rounds of the loop around.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Round(int task, nint offset, int count) => task <= offset ? 0 : (nint)((uint)(task - (int)offset + count - 1) / (uint)count);
}
