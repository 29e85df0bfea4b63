namespace CnnGen.Geometry;

/// <summary>
/// One axis of a sliding window: the only implementation of ⌊(n + p₁ + p₂ − d·(f − 1) − 1)/s⌋ + 1.
/// Sizes are in rows (or columns); n, f, s and d are positive, paddings are not negative.
/// </summary>
/// <param name="N">Input size.</param>
/// <param name="F">Window size.</param>
/// <param name="S">Stride.</param>
/// <param name="D">Dilation.</param>
/// <param name="Before">Padding at the top or left.</param>
/// <param name="After">Padding at the bottom or right.</param>
internal readonly record struct WindowAxis(int N, int F, int S, int D, int Before, int After)
{
    /// <summary>Rows a window spans in the input: d·(f − 1) + 1.</summary>
    public long Extent => (long)D * (F - 1) + 1;

    /// <summary>Rows of the padded input.</summary>
    public long PaddedSize => (long)N + Before + After;

    /// <summary>Number of windows, with mathematical floor: n = 2, f = 3, s = 2 gives 0, where truncating division gives 1.</summary>
    public int OutputSize => Saturate(FloorDivide(PaddedSize - Extent, S) + 1);

    /// <summary>Rows at the end of the padded input that no window reads. Padding among them is not counted.</summary>
    public int UnreadRows => Fit == WindowFit.DoesNotFit ? 0 : (int)Math.Max(0, ((PaddedSize - Extent) % S) - After);

    /// <summary>Whether the window fits, and whether it reads every row.</summary>
    public WindowFit Fit =>
        Extent > PaddedSize ? WindowFit.DoesNotFit
        : (PaddedSize - Extent) % S > After ? WindowFit.LeavesRows
        : WindowFit.Exact;

    /// <summary>The largest window size that fits, 0 if none does.</summary>
    public int LargestWindow => PaddedSize < 1 ? 0 : Saturate((PaddedSize - 1) / D + 1);

    /// <summary>The smallest padding on both sides with which the window fits.</summary>
    public int SmallestPadding => Saturate(Math.Max(0, (Extent - N + 1) / 2));

    /// <summary>The padding that gives ⌈n/s⌉ outputs, the odd row at the end (ONNX SAME_UPPER).</summary>
    public static WindowAxis Same(int n, int f, int s, int d)
    {
        long outputs = ((long)n + s - 1) / s;
        long extent = (long)d * (f - 1) + 1;
        int total = Saturate(Math.Max(0, ((outputs - 1) * s) + extent - n));
        return new WindowAxis(n, f, s, d, total / 2, total - (total / 2));
    }

    /// <summary>A size past 32 bits is reported as one that does not fit, never as one that wrapped around.</summary>
    private static int Saturate(long value) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, value));

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
