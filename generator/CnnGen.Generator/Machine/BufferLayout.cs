using CnnGen.Generator.Ir;
using CnnGen.Generator.Loops;

namespace CnnGen.Generator.Machine;

/// <summary>Where the elements of one image's value stand in its buffer.</summary>
/// <param name="Shape">Rows, columns, channels.</param>
/// <param name="Border">Zeros around them, part of the buffer.</param>
/// <param name="Origin">Offset of row 0, column 0, channel 0.</param>
/// <param name="RowStride">From a row to the next.</param>
/// <param name="PixelStride">From a column to the next.</param>
/// <param name="ChannelStride">From a channel to the next.</param>
/// <param name="Length">Floats of the buffer.</param>
internal sealed record BufferLayout(TensorShape Shape, Border Border, int Origin, int RowStride, int PixelStride, int ChannelStride, int Length)
{
    /// <summary>Channels of a pixel are neighbours, and so are the pixels of a row.</summary>
    public bool IsChannelsLast => ChannelStride == 1 && PixelStride == Shape.Channels;

    /// <summary>Channels last with nothing between or around the elements.</summary>
    public bool IsDense => IsChannelsLast && Border.IsNone;

    /// <summary>[row, column, channel].</summary>
    public static BufferLayout ChannelsLast(TensorShape shape, Border border)
    {
        int row = (shape.Width + border.Left + border.Right) * shape.Channels;
        int rows = shape.Height + border.Top + border.Bottom;
        return new BufferLayout(shape, border, (border.Top * row) + (border.Left * shape.Channels), row, shape.Channels, 1, rows * row);
    }

    /// <summary>One number a channel, read at every pixel.</summary>
    public static BufferLayout EveryPixel(TensorShape shape) => ChannelsLast(TensorShape.Vector(shape.Channels), default).Spread(shape);

    /// <summary>[channel, row, column], each row rounded up to whole vectors, so that vectors run along the columns.</summary>
    public static BufferLayout ChannelsFirst(TensorShape shape, Border border, int lanes)
    {
        int width = shape.Width + border.Left + border.Right;
        int row = (width + lanes - 1) / lanes * lanes;
        int plane = (shape.Height + border.Top + border.Bottom) * row;
        return new BufferLayout(shape, border, (border.Top * row) + border.Left, row, 1, plane, plane * shape.Channels);
    }

    /// <summary>The index of an element, for constants and loop variables alike.</summary>
    public IndexExpression At(IndexExpression row, IndexExpression column, IndexExpression channel) =>
        (row * RowStride) + (column * PixelStride) + (channel * ChannelStride) + Origin;

    /// <summary>Some of the channels, where they stand within the others.</summary>
    public BufferLayout Channels(int first, int count) =>
        this with { Shape = Shape with { Channels = count }, Border = default, Origin = Origin + (first * ChannelStride) };

    /// <summary>
    /// Some rows and columns, as a value of their own: every <paramref name="rowStep"/>th and <paramref name="columnStep"/>th from a first one on.
    /// </summary>
    public BufferLayout Rectangle(int row, int column, TensorShape shape, int rowStep = 1, int columnStep = 1) => this with
    {
        Shape = shape,
        Border = default,
        Origin = At(row, column, 0).Constant,
        RowStride = RowStride * rowStep,
        PixelStride = PixelStride * columnStep,
    };

    /// <summary>One pixel's values read at all pixels: steps of 0 from row to row and from column to column.</summary>
    public BufferLayout Spread(TensorShape shape) => this with { Shape = shape, RowStride = 0, PixelStride = 0 };
}
