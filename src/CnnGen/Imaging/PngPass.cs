namespace CnnGen;

/// <summary>
/// Pixels of an image that a PNG file stores as an image of their own: all, or one of the seven parts of Adam7 interlacing (PNG specification, section 8.1).
/// </summary>
/// <param name="FirstRow">The row of its first pixel.</param>
/// <param name="RowStep">Rows of the image from one of its rows to the next.</param>
/// <param name="FirstColumn">The column of its first pixel.</param>
/// <param name="ColumnStep">Columns of the image from one of its pixels to the next.</param>
internal readonly record struct PngPass(int FirstRow, int RowStep, int FirstColumn, int ColumnStep)
{
    /// <summary>An image that is not interlaced.</summary>
    public static IReadOnlyList<PngPass> Whole { get; } = [new(0, 1, 0, 1)];

    /// <summary>Each of the passes fills every other row or column that is left between those before it.</summary>
    public static IReadOnlyList<PngPass> Interlaced { get; } =
    [
        new(0, 8, 0, 8),
        new(0, 8, 4, 8),
        new(4, 8, 0, 4),
        new(0, 4, 2, 4),
        new(2, 4, 0, 2),
        new(0, 2, 1, 2),
        new(1, 2, 0, 1),
    ];

    /// <summary>How many rows of an image it has, which may be none.</summary>
    public int Rows(int height) => (height - FirstRow + RowStep - 1) / RowStep;

    /// <summary>How many columns of an image it has, which may be none.</summary>
    public int Columns(int width) => (width - FirstColumn + ColumnStep - 1) / ColumnStep;
}
