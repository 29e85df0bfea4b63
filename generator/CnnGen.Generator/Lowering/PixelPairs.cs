namespace CnnGen.Generator.Lowering;

/// <summary>A rectangle of pixels in the first half of an image, row by row, with the pixels that are as far behind the beginning of the second half.</summary>
/// <param name="Row">First row of the rectangle.</param>
/// <param name="Column">First column.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="PartnerRow">Row of the first pixel's partner.</param>
/// <param name="PartnerColumn">Column of the first pixel's partner.</param>
internal readonly record struct PixelPairs(int Row, int Column, int Rows, int Columns, int PartnerRow, int PartnerColumn)
{
    /// <summary>All pairs of an image, or of a block of its rows. Where pixels are odd, the last one of the first half is its own partner.</summary>
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
}
