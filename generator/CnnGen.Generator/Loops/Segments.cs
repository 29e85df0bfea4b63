namespace CnnGen.Generator.Loops;

/// <summary>A range cut into equal pieces and a rest.</summary>
internal static class Segments
{
    /// <summary>How many pieces.</summary>
    public static int Count(int total, int size) => (total + size - 1) / size;

    /// <summary>The range of whole pieces with their size, then the rest as one piece.</summary>
    public static IEnumerable<(int Start, int End, int Size)> Cut(int total, int size)
    {
        int whole = total / size * size;
        if (whole > 0)
        {
            yield return (0, whole, size);
        }

        if (total > whole)
        {
            yield return (whole, total, total - whole);
        }
    }
}
