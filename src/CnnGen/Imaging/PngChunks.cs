using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen;

/// <summary>The chunks of a PNG file, one after the other, with their checksums checked.</summary>
internal sealed class PngChunks
{
    private readonly Stream _stream;
    private readonly string _file;

    public PngChunks(Stream stream, string file)
    {
        _stream = stream;
        _file = file;
        if (!Read(PngFormat.Signature.Length).AsSpan().SequenceEqual(PngFormat.Signature))
        {
            throw new ImageFileException($"{file}: not a PNG file.");
        }
    }

    /// <summary>The next chunk.</summary>
    public byte[] Next(out uint type)
    {
        byte[] start = Read(8);
        if (start.Length < 8)
        {
            throw new ImageFileException($"{_file}: the file ends without an IEND chunk; it is truncated.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(start);
        type = BinaryPrimitives.ReadUInt32BigEndian(start.AsSpan(4));
        byte[] content = Read(length);
        byte[] crc = Read(4);
        if (content.Length < length || crc.Length < 4)
        {
            throw new ImageFileException(
                $"{_file}: the {PngFormat.NameOf(type)} chunk should have {length} bytes, {content.Length} follow; the file is truncated.");
        }

        uint stored = BinaryPrimitives.ReadUInt32BigEndian(crc);
        uint computed = PngFormat.Crc(PngFormat.Crc(0, start.AsSpan(4)), content);
        if (stored != computed)
        {
            throw new ImageFileException($"{_file}: the {PngFormat.NameOf(type)} chunk is damaged: checksum {computed:X8}, stored {stored:X8}.");
        }

        return content;
    }

    private byte[] Read(long count) => ClaimedBytes.Read(_stream, count);
}
