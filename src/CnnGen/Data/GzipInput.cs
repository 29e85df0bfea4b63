namespace CnnGen;

/// <summary>
/// Compressed bytes, handed to an inflater in pieces. The last piece is kept, because an inflater takes a whole one without saying how much of it belonged to
/// it.
/// </summary>
internal sealed class GzipInput(Stream source) : Stream
{
    private const int Size = 1 << 16;
    private const int LargestPiece = 1 << 13;

    // The pieces at the beginning are single bytes: of a member that ends there, such as an empty one, the end is known exactly.
    private const int SingleBytes = 32;

    private readonly byte[] _buffer = new byte[Size];
    private int _start;
    private int _end;
    private int _lastGiven;
    private int _given;

    /// <summary>Whether an inflater asked for more than there is.</summary>
    public bool IsExhausted { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next bytes, which stay where they are; fewer at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            _end += source.ReadAtLeast(_buffer.AsSpan(_end), count - _end, throwOnEndOfStream: false);
        }

        return _buffer.AsSpan(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Goes past bytes that were peeked at.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Pieces are small again.</summary>
    public void BeginMember() => _given = 0;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        int piece = Peek(1).IsEmpty ? 0 : _given < SingleBytes ? 1 : Math.Min(LargestPiece, Math.Min(buffer.Length, _end - _start));
        IsExhausted = piece == 0;
        _buffer.AsSpan(_start, piece).CopyTo(buffer);
        _lastGiven = piece;
        _given = Math.Min(_given + piece, SingleBytes);
        Take(piece);
        return piece;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>
    /// What the inflater may have left of its last piece, of which it took a byte at least, and some bytes more. They count as not given again.
    /// </summary>
    public ReadOnlySpan<byte> LastGiven(int more)
    {
        int left = _lastGiven - 1;
        _start -= left;
        _lastGiven = 0;
        return Peek(left + more);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
