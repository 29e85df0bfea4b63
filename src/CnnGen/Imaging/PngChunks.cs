using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// The chunks of a PNG file, one after the other. A chunk that an image needs must be whole; one that it can do without (its first letter is small) may be
/// damaged, as in libpng. Nothing is kept of a chunk that nobody asks for, whatever length it claims.
/// </summary>
internal sealed class PngChunks
{
    private const uint Ancillary = 0x20000000;
    private const int SkippedBlock = 1 << 12;

    private readonly Stream _stream;
    private readonly string _file;
    private uint _crc;

    public PngChunks(Stream stream, string file)
    {
        _stream = stream;
        _file = file;
        if (!Read(PngFormat.Signature.Length).AsSpan().SequenceEqual(PngFormat.Signature))
        {
            throw new ImageFileException($"{file}: not a PNG file.");
        }
    }

    /// <summary>The type of the chunk that <see cref="Next"/> came to.</summary>
    public uint Type { get; private set; }

    /// <summary>The length of its content.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the image can be shown without it.</summary>
    public bool IsAncillary => (Type & Ancillary) != 0;

    /// <summary>Goes to the next chunk, whose content is then taken or skipped.</summary>
    public void Next()
    {
        byte[] start = Read(8);
        if (start.Length < 8)
        {
            throw new ImageFileException($"{_file}: the file ends without an IEND chunk; it is truncated.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(start);
        Type = BinaryPrimitives.ReadUInt32BigEndian(start.AsSpan(4));
        if (!PngFormat.IsType(Type))
        {
            throw new ImageFileException($"{_file}: {Type:X8} stands where the four letters of a chunk's type should.");
        }

        if (length > int.MaxValue)
        {
            throw new ImageFileException($"{_file}: the {PngFormat.NameOf(Type)} chunk would have {length} bytes; PNG allows {int.MaxValue}.");
        }

        Length = (int)length;
        _crc = Crc32.Add(0, start.AsSpan(4));
    }

    /// <summary>The content of the chunk; null where it is damaged and the image can do without.</summary>
    public byte[]? Content()
    {
        byte[] content = Read(Length);
        _crc = Crc32.Add(_crc, content);
        return End(content.Length) ? content : null;
    }

    /// <summary>Goes past the content.</summary>
    public void Skip()
    {
        Span<byte> block = stackalloc byte[SkippedBlock];
        int skipped = 0;
        while (skipped < Length)
        {
            int read = _stream.Read(block[..Math.Min(SkippedBlock, Length - skipped)]);
            if (read == 0)
            {
                break;
            }

            _crc = Crc32.Add(_crc, block[..read]);
            skipped += read;
        }

        End(skipped);
    }

    private bool End(int read)
    {
        byte[] crc = Read(sizeof(uint));
        if (read < Length || crc.Length < sizeof(uint))
        {
            throw new ImageFileException($"{_file}: the {PngFormat.NameOf(Type)} chunk should have {Length} bytes, {read} follow; the file is truncated.");
        }

        uint stored = BinaryPrimitives.ReadUInt32BigEndian(crc);
        if (stored != _crc && !IsAncillary)
        {
            throw new ImageFileException($"{_file}: the {PngFormat.NameOf(Type)} chunk is damaged: checksum {_crc:X8}, stored {stored:X8}.");
        }

        return stored == _crc;
    }

    private byte[] Read(long count) => ClaimedBytes.Read(_stream, count);
}
