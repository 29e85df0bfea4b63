using System.Buffers.Binary;

namespace CnnGen.Imaging;

/// <summary>Reads Truevision TGA files: grey, palettes, 15, 16, 24 and 32 bits, plain or with run lengths.</summary>
internal static class TgaReader
{
    private const int HeaderSize = 18;
    private const int Palette = 1;
    private const int Color = 2;
    private const int Grey = 3;
    private const int RunLengths = 8;

    // A packet of a count and one pixel stands for 128 at most.
    private const int LongestRun = 128;

    /// <summary>Whether a file can be one: TGA has no signature, but only few headers make sense.</summary>
    public static bool Recognises(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderSize || data[1] > 1 || (data[2] & ~RunLengths) is < Palette or > Grey)
        {
            return false;
        }

        int kind = data[2] & ~RunLengths;
        bool hasPalette = data[1] == 1;
        return kind switch
        {
            Palette => hasPalette && data[16] == 8 && data[7] is 15 or 16 or 24 or 32,
            Color => data[16] is 15 or 16 or 24 or 32,
            _ => data[16] is 8 or 16,
        };
    }

    public static Image Read(ReadOnlySpan<byte> data, string file, int mostPixels)
    {
        int kind = data[2] & ~RunLengths;
        int width = BinaryPrimitives.ReadUInt16LittleEndian(data[12..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(data[14..]);
        ImageLimit.Check(height, width, mostPixels, file);
        int bits = data[16];
        int bytes = (bits + 7) / 8;
        int paletteBits = data[1] == 1 ? data[7] : 0;
        int paletteFirst = BinaryPrimitives.ReadUInt16LittleEndian(data[3..]);
        int paletteLength = data[1] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(data[5..]) : 0;
        int paletteAt = HeaderSize + data[0];
        int start = paletteAt + (paletteLength * ((paletteBits + 7) / 8));
        if (start > data.Length)
        {
            throw new ImageFileException($"{file}: the palette ends at byte {start} of {data.Length}; the file is truncated.");
        }

        ReadOnlySpan<byte> stored = data[start..];
        long least = (long)width * height * bytes;
        if ((data[2] & RunLengths) != 0 ? least > (long)LongestRun * stored.Length : least > stored.Length)
        {
            throw new ImageFileException($"{file}: {stored.Length} bytes are too few for {width}×{height} pixels of {bits} bits; the file is truncated.");
        }

        if ((data[2] & RunLengths) != 0)
        {
            stored = Expand(stored, (int)least, bytes, file);
        }

        TgaPixels pixels = new(kind == Palette ? paletteBits : bits, kind == Grey);
        Image image = new(height, width, pixels.Channels);
        ReadOnlySpan<byte> palette = data[paletteAt..start];
        bool bottomUp = (data[17] & 0x20) == 0;
        bool rightToLeft = (data[17] & 0x10) != 0;
        for (int i = 0; i < width * height; i++)
        {
            (int y, int x) = (i / width, i % width);
            ReadOnlySpan<byte> source = stored.Slice(i * bytes, bytes);
            if (kind == Palette)
            {
                int index = source[0] - paletteFirst;
                if (index < 0 || index >= paletteLength)
                {
                    throw new ImageFileException($"{file}: a pixel has colour {source[0]} of a palette from {paletteFirst} with {paletteLength}.");
                }

                source = palette[(index * pixels.Bytes)..];
            }

            y = bottomUp ? height - 1 - y : y;
            x = rightToLeft ? width - 1 - x : x;
            pixels.Store(source, image.Pixels.AsSpan(((y * width) + x) * image.Channels, image.Channels));
        }

        return image;
    }

    private static byte[] Expand(ReadOnlySpan<byte> stored, int length, int bytes, string file)
    {
        byte[] expanded = new byte[length];
        int from = 0;
        for (int to = 0; to < length;)
        {
            int packet = from < stored.Length ? stored[from++] : 0;
            int count = Math.Min(((packet & 0x7F) + 1) * bytes, length - to);
            int present = packet >= LongestRun ? bytes : count;
            if (from + present > stored.Length)
            {
                throw new ImageFileException($"{file}: the picture data end after {to} of {length} bytes; the file is truncated.");
            }

            for (int i = 0; i < count; i++)
            {
                expanded[to + i] = stored[from + (i % present)];
            }

            from += present;
            to += count;
        }

        return expanded;
    }

    /// <summary>How a pixel is stored.</summary>
    private readonly struct TgaPixels(int bits, bool grey)
    {
        public int Bytes => (bits + 7) / 8;

        public int Channels => grey ? Bytes : bits == 32 ? 4 : 3;

        public void Store(ReadOnlySpan<byte> source, Span<byte> pixel)
        {
            if (grey)
            {
                source[..pixel.Length].CopyTo(pixel);
            }
            else if (Bytes == 2)
            {
                int value = BinaryPrimitives.ReadUInt16LittleEndian(source);
                for (int channel = 0; channel < 3; channel++)
                {
                    pixel[channel] = (byte)(((value >> (10 - (5 * channel))) & 31) * 255 / 31);
                }
            }
            else
            {
                (pixel[0], pixel[1], pixel[2]) = (source[2], source[1], source[0]);
                if (pixel.Length == 4)
                {
                    pixel[3] = source[3];
                }
            }
        }
    }
}
