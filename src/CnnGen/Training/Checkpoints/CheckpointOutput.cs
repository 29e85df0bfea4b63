using System.Buffers.Binary;
using System.Text;

namespace CnnGen;

/// <summary>Writes numbers, texts and floats of a checkpoint and keeps their checksum.</summary>
internal sealed class CheckpointOutput(Stream stream)
{
    private readonly byte[] _block = new byte[1 << 16];
    private uint _checksum = Crc32C.Start;

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        _checksum = Crc32C.Add(_checksum, bytes);
        stream.Write(bytes);
    }

    public void Number(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void Number(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Bytes(bytes);
    }

    public void Number(double value) => Number(BitConverter.DoubleToInt64Bits(value));

    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length);
        Bytes(bytes);
    }

    public void Floats(ReadOnlySpan<float> values)
    {
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, _block.Length / sizeof(float));
            for (int i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(_block.AsSpan(i * sizeof(float)), values[i]);
            }

            Bytes(_block.AsSpan(0, count * sizeof(float)));
            values = values[count..];
        }
    }

    /// <summary>Writes a section whose length is not known before: it is made in memory.</summary>
    public void Section(string name, Action<CheckpointOutput> write)
    {
        using MemoryStream content = new();
        write(new CheckpointOutput(content));
        Section(name, content.Length);
        Bytes(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    /// <summary>Begins a section; its content is written next.</summary>
    public void Section(string name, long length)
    {
        Text(name);
        Number(CheckpointFormat.SectionVersion);
        Number(length);
    }

    /// <summary>Ends the checkpoint.</summary>
    public void Checksum()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Crc32C.End(_checksum));
        stream.Write(bytes);
    }
}
