namespace CnnGen;

/// <summary>The filters that predict a byte of a PNG row from the ones left of it, above it, and above its left neighbour (the corner).</summary>
internal static class PngFilter
{
    public const byte Count = 5;

    private interface IPrediction
    {
        static abstract byte Of(int left, int above, int corner);
    }

    /// <summary>Turns differences back into values, in place.</summary>
    /// <param name="filter">Its number, below <see cref="Count"/>.</param>
    /// <param name="row">The row as it was stored.</param>
    /// <param name="above">The row above it, already restored; zeros above the first.</param>
    /// <param name="step">Bytes from a pixel to its right neighbour, at least 1.</param>
    public static void Restore(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case 1:
                Restore<Left>(row, above, step);
                break;
            case 2:
                Restore<Above>(row, above, step);
                break;
            case 3:
                Restore<Average>(row, above, step);
                break;
            case 4:
                Restore<Paeth>(row, above, step);
                break;
        }
    }

    /// <summary>The differences between values and predictions.</summary>
    /// <param name="filter">Its number, below <see cref="Count"/>.</param>
    /// <param name="row">The values.</param>
    /// <param name="above">The row above; zeros above the first.</param>
    /// <param name="step">Bytes from a pixel to its right neighbour.</param>
    /// <param name="differences">Receives them.</param>
    public static void Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> differences)
    {
        switch (filter)
        {
            case 0:
                row.CopyTo(differences);
                break;
            case 1:
                Apply<Left>(row, above, step, differences);
                break;
            case 2:
                Apply<Above>(row, above, step, differences);
                break;
            case 3:
                Apply<Average>(row, above, step, differences);
                break;
            case 4:
                Apply<Paeth>(row, above, step, differences);
                break;
        }
    }

    private static void Restore<T>(Span<byte> row, ReadOnlySpan<byte> above, int step)
        where T : struct, IPrediction
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] += i < step ? T.Of(0, above[i], 0) : T.Of(row[i - step], above[i], above[i - step]);
        }
    }

    private static void Apply<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> differences)
        where T : struct, IPrediction
    {
        for (int i = 0; i < row.Length; i++)
        {
            differences[i] = (byte)(row[i] - (i < step ? T.Of(0, above[i], 0) : T.Of(row[i - step], above[i], above[i - step])));
        }
    }

    private readonly struct Left : IPrediction
    {
        public static byte Of(int left, int above, int corner) => (byte)left;
    }

    private readonly struct Above : IPrediction
    {
        public static byte Of(int left, int above, int corner) => (byte)above;
    }

    private readonly struct Average : IPrediction
    {
        public static byte Of(int left, int above, int corner) => (byte)((left + above) >> 1);
    }

    // Whichever of the three is nearest to left + above − corner; ties in this order.
    private readonly struct Paeth : IPrediction
    {
        public static byte Of(int left, int above, int corner)
        {
            int toLeft = Math.Abs(above - corner);
            int toAbove = Math.Abs(left - corner);
            int toCorner = Math.Abs(above - corner + left - corner);
            return (byte)(toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner);
        }
    }
}
