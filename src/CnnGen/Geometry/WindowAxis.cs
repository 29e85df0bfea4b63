namespace CnnGen.Geometry;

/// <summary>
/// One axis of a sliding window: the only implementation of ⌊(n + p₁ + p₂ − d·(f − 1) − 1)/s⌋ + 1.
/// and of the same with ⌈ ⌉. Sizes are in rows (or columns); n, f, s and d are positive, paddings are not negative.
/// </summary>
/// <param name="N">Input size.</param>
/// <param name="F">Window size.</param>
/// <param name="S">Stride.</param>
/// <param name="D">Dilation.</param>
/// <param name="Before">Padding at the top or left.</param>
/// <param name="After">Padding at the bottom or right.</param>
internal readonly record struct WindowAxis(int N, int F, int S, int D, int Before, int After)
{
    /// <summary>
    /// Whether a last window counts that reaches beyond the padded input. It must not start in the padding behind the input, where it would see
    /// nothing else: the rule of ONNX and PyTorch.
    /// </summary>
    public bool Ceil { get; init; }

    /// <summary>Rows a window spans in the input: d·(f − 1) + 1.</summary>
    public long Extent => (long)D * (F - 1) + 1;

    /// <summary>Rows of the padded input.</summary>
    public long PaddedSize => (long)N + Before + After;

    /// <summary>Number of windows, with mathematical floor: n = 2, f = 3, s = 2 gives 0, where truncating division gives 1.</summary>
    public int OutputSize => Saturate(LeavesLastOut ? WindowsBeforeTheEnd : WindowsUpToTheEnd);

    /// <summary>Whether rounding up would give a last window that starts in the padding behind the input, so that it does not count.</summary>
    public bool LeavesLastOut => Ceil && WindowsUpToTheEnd > WindowsBeforeTheEnd;

    /// <summary>Rows that the last window reaches beyond the padded input.</summary>
    public int Overhang => Fit == WindowFit.DoesNotFit ? 0 : (int)Math.Max(0, EndOfLast - PaddedSize);

    /// <summary>Rows at the end of the padded input that no window reads. Padding among them is not counted.</summary>
    public int UnreadRows => Fit == WindowFit.DoesNotFit ? 0 : (int)Math.Max(0, PaddedSize - After - EndOfLast);

    /// <summary>Whether the window fits, and whether it reads every row.</summary>
    public WindowFit Fit =>
        OutputSize < 1 ? WindowFit.DoesNotFit
        : PaddedSize - After > EndOfLast ? WindowFit.LeavesRows
        : WindowFit.Exact;

    /// <summary>The largest window size that fits, 0 if none does.</summary>
    public int LargestWindow => PaddedSize < 1 ? 0 : Saturate((PaddedSize + Slack - 1) / D + 1);

    /// <summary>The smallest padding on both sides with which the window fits.</summary>
    public int SmallestPadding => Saturate(Math.Max(0, (Extent - Slack - N + 1) / 2));

    /// <summary>Rows by which a window may be larger than the padded input.</summary>
    private long Slack => Ceil ? S - 1 : 0;

    private long WindowsUpToTheEnd => FloorDivide(PaddedSize - Extent + Slack, S) + 1;

    /// <summary>Windows that start before the padding behind the input.</summary>
    private long WindowsBeforeTheEnd => (((long)N + Before - 1) / S) + 1;

    /// <summary>The row of the padded input behind the last window.</summary>
    private long EndOfLast => ((OutputSize - 1L) * S) + Extent;

    /// <summary>The padding that gives ⌈n/s⌉ outputs, the odd row at the end (ONNX SAME_UPPER).</summary>
    public static WindowAxis Same(int n, int f, int s, int d)
    {
        long outputs = ((long)n + s - 1) / s;
        long extent = (long)d * (f - 1) + 1;
        int total = Saturate(Math.Max(0, ((outputs - 1) * s) + extent - n));
        return new WindowAxis(n, f, s, d, total / 2, total - (total / 2));
    }

    /// <summary>
    /// The axis of the convolution whose input gradient a transposed convolution computes: its input is the transposed output of
    /// (n − 1)·s − p₁ − p₂ + d·(f − 1) + op + 1 rows, its output the n rows that are given, as long as op is less than the stride.
    /// </summary>
    /// <param name="n">Rows that are given.</param>
    /// <param name="f">Window size.</param>
    /// <param name="s">Stride.</param>
    /// <param name="d">Dilation.</param>
    /// <param name="before">Rows of the result that are cut off at the top or left.</param>
    /// <param name="after">Rows that are cut off at the bottom or right.</param>
    /// <param name="outputPadding">op: rows that are added at the bottom or right.</param>
    public static WindowAxis Transposed(int n, int f, int s, int d, int before, int after, int outputPadding) =>
        new(Saturate(((n - 1L) * s) - before - after + ((long)d * (f - 1)) + outputPadding + 1), f, s, d, before, after);

    /// <summary>A size past 32 bits is reported as one that does not fit, never as one that wrapped around.</summary>
    private static int Saturate(long value) => (int)Math.Max(int.MinValue, Math.Min(int.MaxValue, value));

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -((-a + b - 1) / b);
}
