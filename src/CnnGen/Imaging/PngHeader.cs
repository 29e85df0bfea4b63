using System.Buffers.Binary;

namespace CnnGen;

/// <summary>The IHDR chunk of a PNG file: size and kind of pixels.</summary>
internal readonly record struct PngHeader(int Height, int Width, int BitDepth, byte ColorType, bool IsInterlaced)
{
    /// <summary>Samples a pixel as stored: an index is one.</summary>
    public int Samples => ColorType switch
    {
        PngFormat.GreyAlpha => 2,
        PngFormat.Rgb => 3,
        PngFormat.Rgba => 4,
        _ => 1,
    };

    /// <summary>The images that the pixels are stored as, one after the other.</summary>
    public IReadOnlyList<PngPass> Passes => IsInterlaced ? PngPass.Interlaced : PngPass.Whole;

    /// <summary>Bytes from a pixel to its right neighbour, for the filters.</summary>
    public int Step => Math.Max(1, Samples * BitDepth / 8);

    /// <summary>Size of the data once inflated: a filter byte before each row.</summary>
    public long InflatedLength
    {
        get
        {
            long length = 0;
            foreach (PngPass pass in Passes)
            {
                int columns = pass.Columns(Width);
                length += columns == 0 ? 0 : (long)pass.Rows(Height) * (RowBytes(columns) + 1);
            }

            return length;
        }
    }

    /// <summary>Size of a row of so many pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * Samples * BitDepth) + 7) / 8);

    public static PngHeader Parse(ReadOnlySpan<byte> chunk, string file)
    {
        if (chunk.Length != PngFormat.HeaderSize)
        {
            throw new ImageFileException($"{file}: the IHDR chunk has {chunk.Length} bytes instead of {PngFormat.HeaderSize}.");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
        (byte bits, byte color, byte compression, byte filter, byte interlace) = (chunk[8], chunk[9], chunk[10], chunk[11], chunk[12]);
        if (width == 0 || height == 0)
        {
            throw new ImageFileException($"{file}: an image of {width}×{height} pixels is empty.");
        }

        if ((ulong)width * height > Image.MostPixels)
        {
            throw new ImageFileException($"{file}: {width}×{height} exceeds the {Image.MostPixels} pixels that an image may have.");
        }

        bool legal = color switch
        {
            PngFormat.Grey => bits is 1 or 2 or 4 or 8 or 16,
            PngFormat.Indexed => bits is 1 or 2 or 4 or 8,
            PngFormat.Rgb or PngFormat.GreyAlpha or PngFormat.Rgba => bits is 8 or 16,
            _ => false,
        };
        if (!legal)
        {
            throw new ImageFileException($"{file}: PNG has no colour type {color} with {bits} bits.");
        }

        if (compression != 0 || filter != 0 || interlace > 1)
        {
            throw new ImageFileException($"{file}: unknown compression {compression}, filter method {filter} or interlacing {interlace}.");
        }

        return new PngHeader((int)height, (int)width, bits, color, IsInterlaced: interlace == 1);
    }
}
