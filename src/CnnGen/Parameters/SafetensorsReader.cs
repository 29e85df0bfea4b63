using System.Runtime.InteropServices;

namespace CnnGen;

/// <summary>Reads the data behind a checked header.</summary>
internal static class SafetensorsReader
{
    private const int BlockElements = 1 << 13;

    /// <summary>The stream itself, or its remaining content in memory if it cannot seek: the header can only be checked against a known length.</summary>
    public static Stream Seekable(Stream stream) => stream.CanSeek ? stream : new MemoryStream(ClaimedBytes.Read(stream, long.MaxValue));

    /// <summary>Fills <paramref name="bytes"/> from the data of a tensor.</summary>
    public static void ReadExactly(Stream stream, Span<byte> bytes, SafetensorsEntry entry, string file)
    {
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw new WeightFileException($"{file}: tensor {ShapeText.Name(entry.Name)}: the file became shorter while it was read.");
        }
    }

    /// <summary>Reads the next tensor as floats, in blocks so that half-precision files need no second copy of themselves.</summary>
    public static void ReadFloats(Stream stream, Span<float> values, SafetensorsEntry entry, string file)
    {
        int size = SafetensorsType.ElementSize(entry.Type);
        if (entry.Type == SafetensorsType.Float32)
        {
            ReadExactly(stream, MemoryMarshal.AsBytes(values), entry, file);
            SafetensorsType.ReverseOnBigEndian(values);
            return;
        }

        byte[] block = new byte[Math.Min(BlockElements, values.Length) * size];
        while (!values.IsEmpty)
        {
            int count = Math.Min(BlockElements, values.Length);
            Span<byte> bytes = block.AsSpan(0, count * size);
            ReadExactly(stream, bytes, entry, file);
            SafetensorsType.ToFloats(entry.Type, bytes, values[..count]);
            values = values[count..];
        }
    }
}
