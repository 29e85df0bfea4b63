using System.Buffers.Binary;
using System.IO.Compression;

namespace CnnGen;

/// <summary>Reads PNG files: all colour types up to 8 bits a sample, not interlaced; transparency becomes an alpha channel.</summary>
internal sealed class PngReader
{
    // Deflate cannot shrink further than this; less data than that cannot be the image that the header claims.
    private const int BestCompression = 1032;

    private readonly string _file;
    private readonly PngHeader _header;
    private readonly MemoryStream _compressed = new();
    private byte[]? _palette;
    private byte[]? _transparency;

    private PngReader(PngHeader header, string file)
    {
        _header = header;
        _file = file;
    }

    public static Image Read(Stream stream, string file)
    {
        var chunks = new PngChunks(stream, file);
        byte[] first = chunks.Next(out uint type);
        if (type != PngFormat.Header)
        {
            throw new ImageFileException($"{file}: begins with a {PngFormat.NameOf(type)} chunk instead of IHDR.");
        }

        var reader = new PngReader(PngHeader.Parse(first, file), file);
        reader.Collect(chunks);
        return reader.Decode();
    }

    private void Collect(PngChunks chunks)
    {
        bool dataEnded = false;
        while (true)
        {
            byte[] content = chunks.Next(out uint type);
            switch (type)
            {
                case PngFormat.End:
                    return;
                case PngFormat.Data when !dataEnded:
                    AddData(content);
                    continue;
                case PngFormat.Data or PngFormat.Header:
                    throw Error($"the {PngFormat.NameOf(type)} chunk stands where none may be");
                case PngFormat.Palette:
                    SetPalette(content);
                    break;
                case PngFormat.Transparency:
                    SetTransparency(content);
                    break;
                case var _ when (type & 0x20000000) == 0:
                    throw Error($"the {PngFormat.NameOf(type)} chunk is unknown, and needed to show the image");
            }

            dataEnded = _compressed.Length > 0;
        }
    }

    private void AddData(byte[] content)
    {
        // An encoder may be clumsy, but not so clumsy.
        long most = (2 * _header.InflatedLength) + (1 << 20);
        if (_compressed.Length + content.Length > most)
        {
            throw Error($"more than {most} bytes of data for {_header.Width}×{_header.Height} pixels");
        }

        _compressed.Write(content);
    }

    private void SetPalette(byte[] content)
    {
        bool indexed = _header.ColorType == PngFormat.Indexed;
        if (_palette is not null || _transparency is not null || _compressed.Length > 0 || _header.ColorType is PngFormat.Grey or PngFormat.GreyAlpha)
        {
            throw Error("the PLTE chunk stands where none may be");
        }

        if (content.Length % 3 != 0 || content.Length == 0 || content.Length > 3 * 256 || (indexed && content.Length > 3 << _header.BitDepth))
        {
            throw Error($"a palette of {content.Length} bytes does not fit {_header.BitDepth} bits a pixel");
        }

        _palette = content;
    }

    private void SetTransparency(byte[] content)
    {
        if (_transparency is not null || _compressed.Length > 0 || _header.ColorType is PngFormat.GreyAlpha or PngFormat.Rgba)
        {
            throw Error("the tRNS chunk stands where none may be");
        }

        bool fits = _header.ColorType == PngFormat.Indexed ? content.Length <= (_palette?.Length ?? 0) / 3 : content.Length == 2 * _header.Samples;
        if (!fits)
        {
            throw Error($"a tRNS chunk of {content.Length} bytes does not fit the image's colours");
        }

        _transparency = content;
    }

    private Image Decode()
    {
        if (_header.ColorType == PngFormat.Indexed && _palette is null)
        {
            throw Error("the palette is missing");
        }

        if (_compressed.Length * BestCompression < _header.InflatedLength)
        {
            throw Error($"{_compressed.Length} bytes of data are too few for {_header.Width}×{_header.Height} pixels");
        }

        int channels = _header.ColorType == PngFormat.Indexed ? 3 : _header.Samples;
        var image = new Image(_header.Height, _header.Width, channels + (_transparency is null ? 0 : 1));
        _compressed.Position = 0;
        using var inflated = new ZLibStream(_compressed, CompressionMode.Decompress);
        try
        {
            DecodeRows(inflated, image);
        }
        catch (Exception damage) when (damage is InvalidDataException or (IOException and not ImageFileException))
        {
            throw new ImageFileException($"{_file}: the compressed data are damaged.", damage);
        }

        return image;
    }

    private void DecodeRows(Stream inflated, Image image)
    {
        // The filter byte stands before the row.
        uint checksum = 1;
        byte[] above = new byte[_header.RowBytes + 1];
        byte[] row = new byte[_header.RowBytes + 1];
        int stride = _header.Width * image.Channels;
        for (int y = 0; y < _header.Height; y++)
        {
            int read = inflated.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            if (read < row.Length)
            {
                throw Error($"the data inflate to {((long)y * row.Length) + read} bytes instead of {_header.InflatedLength}");
            }

            checksum = PngFormat.Adler(checksum, row);
            if (row[0] >= PngFilter.Count)
            {
                throw Error($"row {y} has the unknown filter {row[0]}");
            }

            PngFilter.Restore(row[0], row.AsSpan(1), above.AsSpan(1), _header.Step);
            StoreRow(row.AsSpan(1), image.Pixels.AsSpan(y * stride, stride), image.Channels);
            (above, row) = (row, above);
        }

        if (inflated.ReadByte() >= 0)
        {
            throw Error($"the data inflate to more than {_header.InflatedLength} bytes");
        }

        // ZLibStream compares its checksum too, but takes data that end before it, or go on behind it, for complete.
        ReadOnlySpan<byte> last = _compressed.GetBuffer().AsSpan(0, (int)_compressed.Length)[^sizeof(uint)..];
        if (BinaryPrimitives.ReadUInt32BigEndian(last) != checksum)
        {
            throw Error($"the compressed data do not end with their checksum {checksum:X8}");
        }
    }

    private void StoreRow(ReadOnlySpan<byte> row, Span<byte> pixels, int channels)
    {
        if (_header.BitDepth == 8 && _transparency is null && _header.ColorType != PngFormat.Indexed)
        {
            row.CopyTo(pixels);
            return;
        }

        for (int x = 0; x < _header.Width; x++)
        {
            Span<byte> pixel = pixels.Slice(x * channels, channels);
            if (_header.ColorType == PngFormat.Indexed)
            {
                StoreIndexed(Sample(row, x), pixel);
            }
            else if (_header.ColorType == PngFormat.Grey)
            {
                int sample = Sample(row, x);
                pixel[0] = (byte)(sample * 255 / ((1 << _header.BitDepth) - 1));
                StoreKeyedAlpha([(byte)sample], pixel);
            }
            else
            {
                ReadOnlySpan<byte> samples = row.Slice(x * 3, 3);
                samples.CopyTo(pixel);
                StoreKeyedAlpha(samples, pixel);
            }
        }
    }

    private void StoreIndexed(int index, Span<byte> pixel)
    {
        if (3 * index >= _palette!.Length)
        {
            throw Error($"a pixel has colour {index} of a palette of {_palette.Length / 3}");
        }

        _palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (_transparency is not null)
        {
            pixel[3] = index < _transparency.Length ? _transparency[index] : (byte)255;
        }
    }

    // Without a palette, tRNS names one colour, in 16 bits a sample, that is transparent.
    private void StoreKeyedAlpha(ReadOnlySpan<byte> samples, Span<byte> pixel)
    {
        if (_transparency is null)
        {
            return;
        }

        bool isKey = true;
        for (int i = 0; i < samples.Length; i++)
        {
            isKey &= samples[i] == BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * i));
        }

        pixel[^1] = isKey ? (byte)0 : (byte)255;
    }

    // Samples of fewer than 8 bits are packed, the leftmost in the highest bits.
    private int Sample(ReadOnlySpan<byte> row, int x)
    {
        int bit = x * _header.BitDepth;
        return (row[bit >> 3] >> (8 - _header.BitDepth - (bit & 7))) & ((1 << _header.BitDepth) - 1);
    }

    private ImageFileException Error(string problem) => new($"{_file}: {problem}.");
}
