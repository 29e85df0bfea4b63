using System.Buffers;
using System.Runtime.InteropServices;
using CnnGen.Files;

namespace CnnGen;

/// <summary>Reads the data behind a checked header.</summary>
internal static class SafetensorsReader
{
    private const int BlockElements = 1 << 13;

    /// <summary>Fills <paramref name="bytes"/> with what follows.</summary>
    /// <returns>How many bytes there were; fewer at the end of the data only.</returns>
    public delegate int NextBytes(Span<byte> bytes);

    /// <summary>The stream itself, or its remaining content in memory if it cannot seek: the header can only be checked against a known length.</summary>
    public static Stream Seekable(Stream stream) => stream.CanSeek ? stream : new MemoryStream(ClaimedBytes.Read(stream, long.MaxValue));

    /// <summary>What follows in a stream.</summary>
    public static NextBytes Following(Stream stream) => bytes => stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    /// <summary>Fills <paramref name="bytes"/> from the data of a tensor.</summary>
    public static void ReadExactly(NextBytes source, Span<byte> bytes, SafetensorsEntry entry, string file)
    {
        if (source(bytes) < bytes.Length)
        {
            throw new WeightFileException($"{file}: tensor {ShapeText.Name(entry.Name)}: the file became shorter while it was read.");
        }
    }

    /// <summary>Reads what follows in a tensor as floats, in blocks so that half-precision files need no second copy of themselves.</summary>
    public static void ReadFloats(NextBytes source, Span<float> values, SafetensorsEntry entry, string file)
    {
        if (entry.Type == SafetensorsType.Float32)
        {
            ReadExactly(source, MemoryMarshal.AsBytes(values), entry, file);
            SafetensorsType.ReverseOnBigEndian(values);
            return;
        }

        int size = SafetensorsType.ElementSize(entry.Type);
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockElements * size);
        while (!values.IsEmpty)
        {
            int count = Math.Min(BlockElements, values.Length);
            Span<byte> bytes = block.AsSpan(0, count * size);
            ReadExactly(source, bytes, entry, file);
            SafetensorsType.ToFloats(entry.Type, bytes, values[..count]);
            values = values[count..];
        }

        ArrayPool<byte>.Shared.Return(block);
    }
}
