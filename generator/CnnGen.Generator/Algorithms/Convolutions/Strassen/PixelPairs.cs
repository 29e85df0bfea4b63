using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Algorithms.Convolutions.Strassen;

/// <summary>A rectangle of pixels in the first half of a block, row by row, with the pixels that are as far behind the beginning of the second half.</summary>
/// <param name="Row">First row of the rectangle.</param>
/// <param name="Column">First column.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="PartnerRow">Row of the first pixel's partner.</param>
/// <param name="PartnerColumn">Column of the first pixel's partner.</param>
internal readonly record struct PixelPairs(int Row, int Column, int Rows, int Columns, int PartnerRow, int PartnerColumn)
{
    /// <summary>All pairs of a block. Where pixels are odd, the last one of the first half is its own partner.</summary>
    public static List<PixelPairs> Of(int height, int width)
    {
        int half = ((height * width) + 1) / 2;
        (int row, int column) = (half / width, half % width);
        List<PixelPairs> pairs = [];
        Add(new PixelPairs(0, 0, height - row, width - column, row, column));
        Add(new PixelPairs(0, width - column, height - row - 1, column, row + 1, 0));
        if (height * width % 2 == 1)
        {
            (int middleRow, int middleColumn) = ((half - 1) / width, (half - 1) % width);
            Add(new PixelPairs(middleRow, middleColumn, 1, 1, middleRow, middleColumn));
        }

        return pairs;

        void Add(PixelPairs rectangle)
        {
            if (rectangle.Rows * rectangle.Columns > 0)
            {
                pairs.Add(rectangle);
            }
        }
    }

    /// <summary>Loops over all pairs of a block.</summary>
    /// <param name="b">Where the loops go.</param>
    /// <param name="height">Rows of the block.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="body">A body for each pixel of the first half: the pixel, its partner in the second half, and its number.</param>
    public static void Each(LoopBuilder b, int height, int width, Action<Pixel, Pixel, IndexExpression> body)
    {
        foreach (PixelPairs pairs in Of(height, width))
        {
            b.For("row", pairs.Rows, row => b.For("column", pairs.Columns, column => b.Scope(() =>
            {
                Pixel pixel = new(row + pairs.Row, column + pairs.Column);
                body(pixel, new Pixel(row + pairs.PartnerRow, column + pairs.PartnerColumn), (pixel.Row * width) + pixel.Column);
            })));
        }
    }
}

/// <summary>A place in a block.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column.</param>
internal readonly record struct Pixel(IndexExpression Row, IndexExpression Column);
