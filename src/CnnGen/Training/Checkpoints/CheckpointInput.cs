using System.Buffers.Binary;
using System.Text;

namespace CnnGen;

/// <summary>Reads what <see cref="CheckpointOutput"/> wrote; the end of the stream or a text of absurd length is a <see cref="CheckpointException"/>.</summary>
internal sealed class CheckpointInput(Stream stream)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[] _block = new byte[1 << 16];
    private uint _checksum = Crc32C.Start;

    /// <summary>Bytes read so far.</summary>
    public long Position { get; private set; }

    public int Int32(string what) => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int), what));

    public long Int64(string what) => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long), what));

    public double Double(string what) => BitConverter.Int64BitsToDouble(Int64(what));

    public string Text(string what)
    {
        int length = Int32(what);
        if (length is < 0 or > CheckpointFormat.LongestText)
        {
            throw new CheckpointException($"The checkpoint is damaged: {what} would have {length} bytes.");
        }

        try
        {
            return s_strictUtf8.GetString(Bytes(length, what));
        }
        catch (DecoderFallbackException exception)
        {
            throw new CheckpointException($"The checkpoint is damaged: {what} is not UTF-8.", exception);
        }
    }

    public void Floats(Span<float> values, string what)
    {
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, _block.Length / sizeof(float));
            ReadOnlySpan<byte> bytes = Bytes(count * sizeof(float), what);
            for (int i = 0; i < count; i++)
            {
                values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            }

            values = values[count..];
        }
    }

    /// <summary>Checks the checksum, and that nothing follows.</summary>
    public void End()
    {
        uint expected = Crc32C.End(_checksum);
        uint stored = BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint), "the checksum"));
        if (stored != expected)
        {
            throw new CheckpointException($"The checkpoint is damaged: its checksum is {stored:X8}, its content has {expected:X8}.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new CheckpointException($"The checkpoint is damaged: data follows its end at byte {Position}.");
        }
    }

    /// <summary>The next bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Bytes(int count, string what)
    {
        Span<byte> bytes = _block.AsSpan(0, count);
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        if (read < count)
        {
            throw new CheckpointException($"The checkpoint is cut off: it ends at byte {Position + read}, within {what}.");
        }

        Position += count;
        _checksum = Crc32C.Add(_checksum, bytes);
        return bytes;
    }
}
