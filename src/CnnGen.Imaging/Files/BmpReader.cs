using System.Buffers.Binary;
using System.Numerics;

namespace CnnGen.Imaging;

/// <summary>Reads Windows bitmaps: palettes of 1, 4 and 8 bits, 16, 24 and 32 bits, with masks or without; not compressed.</summary>
internal readonly ref struct BmpReader
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int LongestHeader = 124;
    private const int Rgb = 0;
    private const int BitFields = 3;
    private const int AlphaBitFields = 6;

    private readonly ReadOnlySpan<byte> _data;
    private readonly string _file;
    private readonly int _headerSize;
    private readonly int _bits;
    private readonly int _compression;
    private readonly int _height;
    private readonly int _width;
    private readonly bool _topDown;

    private BmpReader(ReadOnlySpan<byte> data, string file, int mostPixels)
    {
        _data = data;
        _file = file;
        if (data.Length < FileHeader + CoreHeader)
        {
            throw Error($"{data.Length} bytes are too few for a bitmap");
        }

        uint headerSize = BinaryPrimitives.ReadUInt32LittleEndian(data[FileHeader..]);
        if (headerSize is not (CoreHeader or (>= InfoHeader and <= LongestHeader)) || data.Length < FileHeader + headerSize)
        {
            throw Error($"a header of {headerSize} bytes in a file of {data.Length}");
        }

        _headerSize = (int)headerSize;
        ReadOnlySpan<byte> header = data.Slice(FileHeader, _headerSize);
        long height;
        if (_headerSize == CoreHeader)
        {
            _width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
            height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
            _bits = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        }
        else
        {
            _width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            height = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            _bits = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
            _compression = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        }

        _topDown = height < 0;
        ImageLimit.Check(Math.Abs(height), _width, mostPixels, file);
        _height = (int)Math.Abs(height);
        bool legal = _compression == Rgb ? _bits is 1 or 4 or 8 or 16 or 24 or 32 : _compression is BitFields or AlphaBitFields && _bits is 16 or 32;
        if (!legal)
        {
            throw Error($"{_bits} bits a pixel with compression {_compression} are not supported; save the image without compression");
        }
    }

    private long Stride => ((((long)_width * _bits) + 31) / 32) * 4;

    public static Image Read(ReadOnlySpan<byte> data, string file, int mostPixels) => new BmpReader(data, file, mostPixels).Decode();

    private Image Decode()
    {
        uint offset = BinaryPrimitives.ReadUInt32LittleEndian(_data[10..]);
        if (offset + (Stride * _height) > _data.Length)
        {
            throw Error($"{_width}×{_height} pixels of {_bits} bits from byte {offset} on do not fit {_data.Length} bytes; the file is truncated");
        }

        Span<uint> masks = stackalloc uint[4];
        ReadMasks(masks);
        Image image = new(_height, _width, masks[3] == 0 ? 3 : 4);
        ReadOnlySpan<byte> palette = _bits <= 8 ? Palette((int)offset) : default;
        for (int y = 0; y < _height; y++)
        {
            int stored = _topDown ? y : _height - 1 - y;
            ReadOnlySpan<byte> row = _data.Slice((int)(offset + (stored * Stride)), (int)Stride);
            Span<byte> pixels = image.Pixels.AsSpan(y * _width * image.Channels, _width * image.Channels);
            if (_bits <= 8)
            {
                Indexed(row, palette, pixels);
            }
            else if (_bits == 24)
            {
                for (int i = 0; i < pixels.Length; i += 3)
                {
                    (pixels[i], pixels[i + 1], pixels[i + 2]) = (row[i + 2], row[i + 1], row[i]);
                }
            }
            else
            {
                Masked(row, masks, pixels, image.Channels);
            }
        }

        return image;
    }

    private void ReadMasks(Span<uint> masks)
    {
        if (_compression == Rgb)
        {
            // 32 bits hold an unused byte then.
            ReadOnlySpan<uint> standard = _bits == 16 ? [0x7C00, 0x3E0, 0x1F, 0] : [0xFF0000, 0xFF00, 0xFF, 0];
            standard.CopyTo(masks);
            return;
        }

        // Behind the short header, or in the longer ones at the same place.
        int count = _headerSize >= 56 || _compression == AlphaBitFields ? 4 : 3;
        masks[3] = 0;
        for (int i = 0; i < count; i++)
        {
            int at = FileHeader + InfoHeader + (4 * i);
            masks[i] = at + 4 <= _data.Length ? BinaryPrimitives.ReadUInt32LittleEndian(_data[at..]) : 0;
            uint ones = masks[i] == 0 ? 0 : masks[i] >> BitOperations.TrailingZeroCount(masks[i]);
            if ((i < 3 && ones == 0) || (ones & (ones + 1)) != 0)
            {
                throw Error($"the mask {masks[i]:X8} is no run of bits");
            }
        }
    }

    private ReadOnlySpan<byte> Palette(int offset)
    {
        int start = FileHeader + _headerSize;
        int entry = _headerSize == CoreHeader ? 3 : 4;
        int length = Math.Min(entry << _bits, Math.Min(offset, _data.Length) - start);
        return length >= entry ? _data.Slice(start, length) : throw Error("the palette is missing");
    }

    private void Indexed(ReadOnlySpan<byte> row, ReadOnlySpan<byte> palette, Span<byte> pixels)
    {
        int entry = _headerSize == CoreHeader ? 3 : 4;
        for (int x = 0; x < _width; x++)
        {
            int bit = x * _bits;
            int index = (row[bit >> 3] >> (8 - _bits - (bit & 7))) & ((1 << _bits) - 1);
            if ((index + 1) * entry > palette.Length)
            {
                throw Error($"a pixel has colour {index} of a palette of {palette.Length / entry}");
            }

            ReadOnlySpan<byte> color = palette[(index * entry)..];
            Span<byte> pixel = pixels.Slice(3 * x, 3);
            (pixel[0], pixel[1], pixel[2]) = (color[2], color[1], color[0]);
        }
    }

    private void Masked(ReadOnlySpan<byte> row, ReadOnlySpan<uint> masks, Span<byte> pixels, int channels)
    {
        for (int x = 0; x < _width; x++)
        {
            uint value = _bits == 16 ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]) : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
            for (int channel = 0; channel < channels; channel++)
            {
                int shift = BitOperations.TrailingZeroCount(masks[channel]);
                ulong maximum = masks[channel] >> shift;
                ulong part = (value & masks[channel]) >> shift;
                pixels[(x * channels) + channel] = (byte)((part * 255) / maximum);
            }
        }
    }

    private ImageFileException Error(string problem) => new($"{_file}: {problem}.");
}
