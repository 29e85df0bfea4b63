using System.Buffers.Binary;
using System.IO.Compression;
using CnnGen.Files;

namespace CnnGen;

/// <summary>
/// The content of gzip data (RFC 1952), which may have several members behind each other, and zeros to fill up a block of a tape. Each member's checksum and
/// length are compared; whatever is cut off or follows is an error.
/// </summary>
/// <remarks>GZipStream would take a file that ends within a member's last eight bytes, or that something else follows, for complete.</remarks>
internal sealed class GzipMembers(Stream compressed, string file) : Stream
{
    private const int TrailerSize = 2 * sizeof(uint);
    private const int MostPadding = 1 << 20;

    private readonly GzipInput _input = new(compressed);
    private DeflateStream? _member;
    private uint _crc;
    private uint _length;
    private bool _isFirst = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_member is not null || BeginMember())
        {
            int count = Inflate(buffer);
            if (count > 0 || buffer.IsEmpty)
            {
                _crc = Crc32.Add(_crc, buffer[..count]);
                _length += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _member?.Dispose();
        base.Dispose(disposing);
    }

    private bool BeginMember()
    {
        if (!_isFirst)
        {
            SkipPadding();
            if (_input.Peek(1).IsEmpty)
            {
                return false;
            }
        }

        if (!GzipHeader.TrySkip(_input, out string? problem))
        {
            throw Error(_isFirst ? problem : $"what follows the gzip data is not a further member: {problem}");
        }

        _isFirst = false;
        _crc = 0;
        _length = 0;
        _input.BeginMember();
        _member = new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
        return true;
    }

    private int Inflate(Span<byte> buffer)
    {
        try
        {
            return _member!.Read(buffer);
        }
        catch (InvalidDataException damage)
        {
            throw new DataFileException($"{file}: the gzip data are damaged.", damage);
        }
    }

    /// <summary>The inflater has read on beyond the end of the member, so its checksum and length are looked for in what it was given last.</summary>
    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        if (_input.IsExhausted)
        {
            throw Error($"the gzip data end within a member, of which {_length} bytes were inflated; the file is truncated");
        }

        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], _length);
        ReadOnlySpan<byte> last = _input.LastGiven(TrailerSize);
        int start = last.IndexOf(trailer);
        if (start < 0)
        {
            throw Error(last.IndexOf(trailer[..sizeof(uint)]) is >= 0 and var crc && last.Length - crc < TrailerSize
                ? $"the gzip data end within the length of a member, of which {_length} bytes were inflated; the file is truncated"
                : $"the gzip data are damaged, or cut off: the {_length} bytes that were inflated are not followed by their checksum {_crc:X8} and length");
        }

        _input.Take(start + TrailerSize);
    }

    private void SkipPadding()
    {
        for (int padding = 0; _input.Peek(1) is [0]; padding++)
        {
            if (padding == MostPadding)
            {
                throw Error($"more than {MostPadding} zeros follow the gzip data");
            }

            _input.Take(1);
        }
    }

    private DataFileException Error(string? problem) => new($"{file}: {problem}.");
}
