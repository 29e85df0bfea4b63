namespace CnnGen.Reference;

/// <summary>One axis of a sliding window.</summary>
/// <param name="Size">Rows of the window.</param>
/// <param name="Stride">Step from one window to the next.</param>
/// <param name="Before">Padding at the top or left.</param>
/// <param name="After">Padding at the bottom or right.</param>
/// <param name="Dilation">Distance of neighbouring window rows.</param>
public readonly record struct RefAxis(int Size, int Stride = 1, int Before = 0, int After = 0, int Dilation = 1)
{
    /// <summary>Whether a last window counts that reaches beyond the padded input, if it does not start behind the input.</summary>
    public bool Ceil { get; init; }

    /// <summary>The input row that element <paramref name="k"/> of window <paramref name="o"/> reads; outside the input it is padding.</summary>
    public int InputRow(int o, int k) => (o * Stride) + (k * Dilation) - Before;

    /// <summary>
    /// Counts the windows whose last row is still in the padded input. Counting, not dividing, so that it is independent of the formula under test.
    /// </summary>
    public int CountWindows(int n)
    {
        int count = 0;
        while (Ceil ? IsReachedRoundingUp(n, count) : InputRow(count, Size - 1) < n + After)
        {
            count++;
        }

        return count;
    }

    // The window before did not reach the end (had there been one, it would have ended a stride before this one), and this one sees more than padding.
    private bool IsReachedRoundingUp(int n, int window) => InputRow(window, Size - 1) - Stride + 1 < n + After && InputRow(window, 0) < n;

    /// <summary>How many rows of a window lie in the padded input.</summary>
    public int CountPadded(int n, int window)
    {
        RefAxis axis = this;
        return Enumerable.Range(0, Size).Count(k => axis.InputRow(window, k) < n + axis.After);
    }

    /// <summary>The padding that gives ⌈n/s⌉ windows, the odd row at the end.</summary>
    public static RefAxis Same(int n, int size, int stride = 1, int dilation = 1)
    {
        var axis = new RefAxis(size, stride, 0, 0, dilation);
        int windows = (n + stride - 1) / stride;
        while (axis.CountWindows(n) < windows)
        {
            axis = axis.After > axis.Before ? axis with { Before = axis.Before + 1 } : axis with { After = axis.After + 1 };
        }

        return axis;
    }
}
