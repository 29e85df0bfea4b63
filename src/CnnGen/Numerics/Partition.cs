namespace CnnGen.Numerics;

/// <summary>Contiguous, nearly equal ranges.</summary>
internal static class Partition
{
    /// <summary>
    /// Where range <paramref name="part"/> of <paramref name="parts"/> begins in 0 … <paramref name="length"/>; it ends where the next one begins.
    /// </summary>
    public static int Start(int part, int parts, int length) => (int)((long)part * length / parts);
}
