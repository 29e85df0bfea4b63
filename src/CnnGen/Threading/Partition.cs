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
}
