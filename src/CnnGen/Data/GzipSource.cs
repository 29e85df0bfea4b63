namespace CnnGen;

/// <summary>
/// A gzip file whose first bytes were read already, from its beginning again. It remembers the length at the end, because GZipStream takes a file that was
/// cut off there, or that something else follows, for complete.
/// </summary>
internal sealed class GzipSource(byte[] prefix, Stream rest) : Stream
{
    private int _position;
    private uint _lastBytes;

    /// <summary>The last four bytes that were read: the length of the inflated data, modulo 2³².</summary>
    public uint StoredLength => _lastBytes;

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
        int count;
        if (_position < prefix.Length)
        {
            count = Math.Min(buffer.Length, prefix.Length - _position);
            prefix.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
        }
        else
        {
            count = rest.Read(buffer);
        }

        foreach (byte b in buffer[Math.Max(0, count - sizeof(uint))..count])
        {
            _lastBytes = (_lastBytes >> 8) | ((uint)b << 24);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
