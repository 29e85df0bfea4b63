namespace CnnGen;

/// <summary>
/// The compressed data of a PNG image, collected from its chunks. It notices whether an inflater came to its end and asked for more, because ZLibStream takes
/// data that were cut off before their checksum for complete.
/// </summary>
internal sealed class PngData : MemoryStream
{
    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsExhausted { get; private set; }

    public override int Read(Span<byte> buffer) => Noticed(base.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Noticed(base.Read(buffer, offset, count), count);

    private int Noticed(int read, int wanted)
    {
        IsExhausted |= read == 0 && wanted > 0;
        return read;
    }
}
