namespace CnnGen.Tests;

/// <summary>A few bytes and then zeros for ever, or up to a length; it cannot seek. Whoever reads more than 128 MiB of it fails.</summary>
internal sealed class EndlessStream(byte[] start, long length = long.MaxValue) : Stream
{
    private const long Most = 128L << 20;

    public long Consumed { get; private set; }

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
        if (Consumed > Most)
        {
            throw new InvalidOperationException($"{Consumed} bytes of an endless stream were read.");
        }

        int count = (int)Math.Min(buffer.Length, length - Consumed);
        for (int i = 0; i < count; i++)
        {
            buffer[i] = Consumed + i < start.Length ? start[Consumed + i] : (byte)0;
        }

        Consumed += count;
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
