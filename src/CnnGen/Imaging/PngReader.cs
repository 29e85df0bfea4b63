using System.Buffers.Binary;
using System.IO.Compression;

namespace CnnGen;

/// <summary>
/// Reads PNG files: all colour types and depths, interlaced or not; transparency becomes an alpha channel, and of 16 bits the higher 8 are kept.
/// </summary>
/// <remarks>
/// What is wrong with a file is judged as libpng does: an error where the image cannot be known, else what is superfluous, misplaced or damaged is left out,
/// such as a palette beside grey, transparency that does not fit, or data behind the last row.
/// </remarks>
internal sealed class PngReader
{
    // Deflate cannot shrink further than this; less data than that cannot be the image that the header claims.
    private const int BestCompression = 1032;

    private const int MostColours = 256;

    private readonly string _file;
    private readonly PngHeader _header;
    private readonly PngChunks _chunks;
    private readonly PngData _compressed = new();
    private byte[]? _palette;
    private byte[]? _transparency;
    private bool _hasPalette;
    private bool _hasTransparency;
    private bool _hasData;
    private bool _dataEnded;

    private PngReader(PngHeader header, PngChunks chunks, string file)
    {
        _header = header;
        _chunks = chunks;
        _file = file;
    }

    private bool IsIndexed => _header.ColorType == PngFormat.Indexed;

    public static Image Read(Stream stream, string file)
    {
        var chunks = new PngChunks(stream, file);
        chunks.Next();
        if (chunks.Type != PngFormat.Header)
        {
            throw new ImageFileException($"{file}: begins with a {PngFormat.NameOf(chunks.Type)} chunk instead of IHDR.");
        }

        if (chunks.Length != PngFormat.HeaderSize)
        {
            throw new ImageFileException($"{file}: the IHDR chunk has {chunks.Length} bytes instead of {PngFormat.HeaderSize}.");
        }

        var reader = new PngReader(PngHeader.Parse(chunks.Content()!, file), chunks, file);
        reader.Collect();
        return reader.Decode();
    }

    private void Collect()
    {
        while (true)
        {
            _chunks.Next();
            switch (_chunks.Type)
            {
                case PngFormat.End:
                    _chunks.Skip();
                    return;
                case PngFormat.Data when !_dataEnded:
                    AddData();
                    continue;
                case PngFormat.Data:
                    _chunks.Skip(); // the image must be complete without it
                    break;
                case PngFormat.Header:
                    throw Error("the IHDR chunk stands where none may be");
                case PngFormat.Palette:
                    TakePalette();
                    break;
                case PngFormat.Transparency:
                    TakeTransparency();
                    break;
                case var _ when _chunks.IsAncillary:
                    _chunks.Skip();
                    break;
                default:
                    throw Error($"the {PngFormat.NameOf(_chunks.Type)} chunk is unknown, and needed to show the image");
            }

            _dataEnded = _hasData;
        }
    }

    private void AddData()
    {
        if (IsIndexed && _palette is null)
        {
            throw Error("the palette is missing");
        }

        // An encoder may be clumsy, but not so clumsy.
        long most = (2 * _header.InflatedLength) + (1 << 20);
        if (_compressed.Length + _chunks.Length > most)
        {
            throw Error($"more than {most} bytes of data for {_header.Width}×{_header.Height} pixels");
        }

        _compressed.Write(_chunks.Content());
        _hasData = true;
    }

    /// <summary>Only an image of indices needs a palette; red, green and blue may have one, as a hint to those who show few colours.</summary>
    private void TakePalette()
    {
        if (_hasPalette)
        {
            throw Error("the PLTE chunk stands twice");
        }

        if (_hasData)
        {
            _chunks.Skip();
            return;
        }

        _hasPalette = true;
        bool isWrong = _chunks.Length == 0 || _chunks.Length % 3 != 0 || _chunks.Length > 3 * MostColours;
        if (!IsIndexed)
        {
            _chunks.Skip();
            _transparency = _header.ColorType is PngFormat.Grey or PngFormat.GreyAlpha || isWrong ? _transparency : null;
            return;
        }

        if (isWrong)
        {
            throw Error($"a palette of {_chunks.Length} bytes does not fit {_header.BitDepth} bits a pixel");
        }

        ReadOnlySpan<byte> palette = _chunks.Content();
        _palette = palette[..Math.Min(3 << _header.BitDepth, palette.Length)].ToArray();
    }

    /// <summary>Nobody needs transparency: what does not fit is left out.</summary>
    private void TakeTransparency()
    {
        bool fits = _header.ColorType switch
        {
            PngFormat.Indexed => _chunks.Length > 0 && _chunks.Length <= (_palette?.Length ?? 0) / 3,
            PngFormat.Grey or PngFormat.Rgb => _chunks.Length == 2 * _header.Samples,
            _ => false,
        };
        if (!fits || _hasData || _hasTransparency)
        {
            _chunks.Skip();
            return;
        }

        _transparency = _chunks.Content();
        _hasTransparency = _transparency is not null;
    }

    private Image Decode()
    {
        if (_compressed.Length * BestCompression < _header.InflatedLength)
        {
            throw Error($"{_compressed.Length} bytes of data are too few for {_header.Width}×{_header.Height} pixels");
        }

        int channels = IsIndexed ? 3 : _header.Samples;
        var image = new Image(_header.Height, _header.Width, channels + (_transparency is null ? 0 : 1));
        _compressed.Position = 0;
        using var inflated = new ZLibStream(_compressed, CompressionMode.Decompress);
        try
        {
            DecodePasses(inflated, image);
        }
        catch (Exception damage) when (damage is InvalidDataException or (IOException and not ImageFileException))
        {
            throw new ImageFileException($"{_file}: the compressed data are damaged.", damage);
        }

        return image;
    }

    private void DecodePasses(Stream inflated, Image image)
    {
        long decoded = 0;
        uint checksum = 1;
        foreach (PngPass pass in _header.Passes)
        {
            if (pass.Columns(_header.Width) > 0)
            {
                DecodeRows(inflated, image, pass, ref decoded, ref checksum);
            }
        }

        // ZLibStream compares its checksum, unless the data end before it.
        bool isSurplus = inflated.ReadByte() >= 0;
        if (isSurplus)
        {
            SkipSurplus(inflated);
        }

        if (_compressed.IsExhausted)
        {
            throw Error(isSurplus ? "the compressed data do not end" : $"the compressed data do not end with their checksum {checksum:X8}");
        }
    }

    private void DecodeRows(Stream inflated, Image image, PngPass pass, ref long decoded, ref uint checksum)
    {
        // The filter byte stands before the row.
        int columns = pass.Columns(_header.Width);
        byte[] above = new byte[_header.RowBytes(columns) + 1];
        byte[] row = new byte[above.Length];
        byte[] scattered = pass.ColumnStep == 1 ? [] : new byte[columns * image.Channels];
        int stride = _header.Width * image.Channels;
        for (int y = pass.FirstRow; y < _header.Height; y += pass.RowStep)
        {
            int read = inflated.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
            decoded += read;
            if (read < row.Length)
            {
                throw Error($"the data inflate to {decoded} bytes instead of {_header.InflatedLength}");
            }

            checksum = PngFormat.Adler(checksum, row);
            if (row[0] >= PngFilter.Count)
            {
                throw Error($"row {y} has the unknown filter {row[0]}");
            }

            PngFilter.Restore(row[0], row.AsSpan(1), above.AsSpan(1), _header.Step);
            Span<byte> pixels = image.Pixels.AsSpan(y * stride, stride);
            if (pass.ColumnStep == 1)
            {
                StoreRow(row.AsSpan(1), pixels, image.Channels);
            }
            else
            {
                StoreRow(row.AsSpan(1), scattered, image.Channels);
                Scatter(scattered, pixels, image.Channels, pass);
            }

            (above, row) = (row, above);
        }
    }

    private static void Scatter(ReadOnlySpan<byte> from, Span<byte> to, int channels, PngPass pass)
    {
        for (int x = pass.FirstColumn * channels; !from.IsEmpty; x += pass.ColumnStep * channels)
        {
            from[..channels].CopyTo(to[x..]);
            from = from[channels..];
        }
    }

    /// <summary>What inflates beyond the last row is too much, but harms nobody, nor does damage there.</summary>
    private static void SkipSurplus(Stream inflated)
    {
        Span<byte> block = stackalloc byte[1 << 12];
        try
        {
            while (inflated.Read(block) > 0)
            {
            }
        }
        catch (InvalidDataException)
        {
        }
    }

    private void StoreRow(ReadOnlySpan<byte> row, Span<byte> pixels, int channels)
    {
        if (_header.BitDepth == 8 && _transparency is null && !IsIndexed)
        {
            row.CopyTo(pixels);
            return;
        }

        if (_header.BitDepth == 16)
        {
            StoreDeepRow(row, pixels, channels);
            return;
        }

        for (int x = 0; x * channels < pixels.Length; x++)
        {
            Span<byte> pixel = pixels.Slice(x * channels, channels);
            if (IsIndexed)
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

    // The higher byte of each sample, as Pillow and libpng's strip take it; the transparent colour is compared with both.
    private void StoreDeepRow(ReadOnlySpan<byte> row, Span<byte> pixels, int channels)
    {
        int samples = _header.Samples;
        for (int x = 0; x * channels < pixels.Length; x++)
        {
            ReadOnlySpan<byte> source = row.Slice(2 * samples * x, 2 * samples);
            Span<byte> pixel = pixels.Slice(x * channels, channels);
            for (int i = 0; i < samples; i++)
            {
                pixel[i] = source[2 * i];
            }

            if (_transparency is not null)
            {
                pixel[^1] = source.SequenceEqual(_transparency) ? (byte)0 : (byte)255;
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

    // Without a palette, tRNS names one colour that is transparent, in 16 bits a sample, of which the lowest count.
    private void StoreKeyedAlpha(ReadOnlySpan<byte> samples, Span<byte> pixel)
    {
        if (_transparency is null)
        {
            return;
        }

        int mask = (1 << _header.BitDepth) - 1;
        bool isKey = true;
        for (int i = 0; i < samples.Length; i++)
        {
            isKey &= samples[i] == (BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(2 * i)) & mask);
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
