using System.Buffers.Binary;

namespace CnnGen.Imaging;

/// <summary>Reads the first picture of a GIF file (version 89a). What it leaves of the screen, and its transparent colour, have alpha 0.</summary>
internal ref struct GifReader
{
    private const int ScreenHeader = 13;
    private const byte Extension = 0x21;
    private const byte Picture = 0x2C;
    private const byte GraphicControl = 0xF9;
    private const int LongestCode = 12;

    // The best that the code can do: 12 bits for as many pixels as there are codes.
    private const int MostPixelsAByte = 1 << LongestCode;

    private readonly ReadOnlySpan<byte> _data;
    private readonly string _file;
    private int _position;
    private int _transparent = -1;

    private GifReader(ReadOnlySpan<byte> data, string file)
    {
        _data = data;
        _file = file;
    }

    public static Image Read(ReadOnlySpan<byte> data, string file, int mostPixels) => new GifReader(data, file).Decode(mostPixels);

    private Image Decode(int mostPixels)
    {
        ReadOnlySpan<byte> screen = Take(ScreenHeader);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(screen[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(screen[8..]);
        ImageLimit.Check(height, width, mostPixels, _file);
        if ((long)width * height > (long)MostPixelsAByte * _data.Length)
        {
            throw Error($"{_data.Length} bytes are too few for {width}×{height} pixels; the file is truncated or damaged");
        }

        ReadOnlySpan<byte> palette = (screen[10] & 0x80) != 0 ? Take(3 << ((screen[10] & 7) + 1)) : default;
        while (true)
        {
            byte block = Take(1)[0];
            if (block == Picture)
            {
                return DecodePicture(height, width, palette);
            }

            if (block != Extension)
            {
                throw Error(block == 0x3B ? "it has no picture" : $"a block begins with {block:X2}");
            }

            byte kind = Take(1)[0];
            for (ReadOnlySpan<byte> part = TakeBlock(); !part.IsEmpty; part = TakeBlock())
            {
                if (kind == GraphicControl && part.Length >= 4)
                {
                    _transparent = (part[0] & 1) != 0 ? part[3] : -1;
                }
            }
        }
    }

    private Image DecodePicture(int screenHeight, int screenWidth, ReadOnlySpan<byte> palette)
    {
        ReadOnlySpan<byte> header = Take(9);
        int left = BinaryPrimitives.ReadUInt16LittleEndian(header);
        int top = BinaryPrimitives.ReadUInt16LittleEndian(header[2..]);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        if (left + width > screenWidth || top + height > screenHeight || width == 0 || height == 0)
        {
            throw Error($"a picture of {width}×{height} at {left}, {top} does not fit the screen of {screenWidth}×{screenHeight}");
        }

        if ((header[8] & 0x80) != 0)
        {
            palette = Take(3 << ((header[8] & 7) + 1));
        }

        if (palette.IsEmpty)
        {
            throw Error("the palette is missing");
        }

        byte[] indices = new byte[width * height];
        DecodeIndices(indices);
        bool covers = width == screenWidth && height == screenHeight;
        Image image = new(screenHeight, screenWidth, covers && _transparent < 0 ? 3 : 4);
        bool interlaced = (header[8] & 0x40) != 0;
        for (int y = 0; y < height; y++)
        {
            int row = top + (interlaced ? InterlacedRow(y, height) : y);
            for (int x = 0; x < width; x++)
            {
                int index = indices[(y * width) + x];
                if (3 * index >= palette.Length)
                {
                    throw Error($"a pixel has colour {index} of a palette of {palette.Length / 3}");
                }

                Span<byte> pixel = image.Pixels.AsSpan(((row * screenWidth) + left + x) * image.Channels, image.Channels);
                palette.Slice(3 * index, 3).CopyTo(pixel);
                if (pixel.Length == 4)
                {
                    pixel[3] = index == _transparent ? (byte)0 : (byte)255;
                }
            }
        }

        return image;
    }

    // Rows 0, 8, 16, …, then 4, 12, …, then 2, 6, …, then 1, 3, ….
    private static int InterlacedRow(int y, int height)
    {
        foreach ((int first, int step) in (ReadOnlySpan<(int, int)>)[(0, 8), (4, 8), (2, 4), (1, 2)])
        {
            int rows = (height - first + step - 1) / step;
            if (y < rows)
            {
                return first + (y * step);
            }

            y -= Math.Max(0, rows);
        }

        return height - 1;
    }

    // Lempel, Ziv and Welch: each code is an earlier one and a pixel; it is written backwards from where it ends.
    private void DecodeIndices(Span<byte> indices)
    {
        int root = Take(1)[0];
        if (root is < 1 or > 8)
        {
            throw Error($"codes of {root} bits");
        }

        Span<ushort> prefixes = stackalloc ushort[1 << LongestCode];
        Span<byte> lasts = stackalloc byte[1 << LongestCode];
        Span<ushort> lengths = stackalloc ushort[1 << LongestCode];
        int clear = 1 << root;
        for (int i = 0; i < clear; i++)
        {
            lasts[i] = (byte)i;
            lengths[i] = 1;
        }

        (int next, int size, int previous, int written) = (clear + 2, root + 1, -1, 0);
        (uint bits, int count) = (0u, 0);
        ReadOnlySpan<byte> block = default;
        while (written < indices.Length)
        {
            while (count < size)
            {
                if (block.IsEmpty)
                {
                    block = TakeBlock();
                    if (block.IsEmpty)
                    {
                        throw Error($"the picture data end after {written} of {indices.Length} pixels; the file is truncated or damaged");
                    }
                }

                bits |= (uint)block[0] << count;
                block = block[1..];
                count += 8;
            }

            int code = (int)(bits & ((1u << size) - 1));
            bits >>= size;
            count -= size;
            if (code == clear)
            {
                (next, size, previous) = (clear + 2, root + 1, -1);
                continue;
            }

            if (code == clear + 1)
            {
                throw Error($"the picture data end after {written} of {indices.Length} pixels; the file is truncated or damaged");
            }

            if (code > next || (code == next && previous < 0) || (code > clear && previous < 0))
            {
                throw Error($"the code {code} is not known yet");
            }

            bool repeats = code == next;
            int length = repeats ? lengths[previous] + 1 : lengths[code];
            int begin = written;
            int end = Math.Min(begin + length, indices.Length);
            int at = repeats ? previous : code;
            for (int i = begin + (repeats ? length - 2 : length - 1); i >= begin; i--)
            {
                if (i < indices.Length)
                {
                    indices[i] = lasts[at];
                }

                at = prefixes[at];
            }

            if (repeats && end == begin + length)
            {
                indices[end - 1] = indices[begin];
            }

            if (previous >= 0 && next < 1 << LongestCode)
            {
                prefixes[next] = (ushort)previous;
                lasts[next] = indices[begin];
                lengths[next] = (ushort)(lengths[previous] + 1);
                next++;
                if (next == 1 << size && size < LongestCode)
                {
                    size++;
                }
            }

            previous = code;
            written = end;
        }
    }

    private ReadOnlySpan<byte> TakeBlock() => Take(Take(1)[0]);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_position + count > _data.Length)
        {
            throw Error($"ends at byte {_data.Length} within a block; it is truncated");
        }

        _position += count;
        return _data.Slice(_position - count, count);
    }

    private readonly ImageFileException Error(string problem) => new($"{_file}: {problem}.");
}
