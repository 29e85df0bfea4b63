using System.Buffers;
using System.Runtime.InteropServices;
using CnnGen.Files;

namespace CnnGen;

/// <summary>Reads the data behind a checked header.</summary>
internal static class SafetensorsReader
{
    private const int BlockElements = 1 << 13;
    private const int SkippedBlock = 1 << 12;

    /// <summary>Fills <paramref name="bytes"/> with what follows.</summary>
    /// <returns>How many bytes there were; fewer at the end of the data only.</returns>
    public delegate int NextBytes(Span<byte> bytes);

    /// <summary>What follows in a stream.</summary>
    public static NextBytes Following(Stream stream) => bytes => stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    /// <summary>Fills <paramref name="bytes"/> from the data of a tensor.</summary>
    public static void ReadExactly(NextBytes source, Span<byte> bytes, SafetensorsEntry entry, string file)
    {
        if (source(bytes) < bytes.Length)
        {
            throw EndsWithin(entry, file);
        }
    }

    /// <summary>The bytes of a tensor that stands next in a stream; memory grows with what really arrives.</summary>
    public static byte[] Read(Stream stream, SafetensorsEntry entry, string file)
    {
        byte[] bytes = ClaimedBytes.Read(stream, entry.End - entry.Begin);
        return bytes.Length == entry.End - entry.Begin ? bytes : throw EndsWithin(entry, file);
    }

    /// <summary>Goes past the bytes of a tensor that stands next in a stream.</summary>
    public static void Skip(Stream stream, SafetensorsEntry entry, string file)
    {
        if (ClaimedBytes.Following(stream) is not null)
        {
            stream.Position += entry.End - entry.Begin;
            return;
        }

        Span<byte> block = stackalloc byte[SkippedBlock];
        for (long left = entry.End - entry.Begin; left > 0;)
        {
            int read = stream.Read(block[..(int)Math.Min(left, SkippedBlock)]);
            left -= read > 0 ? read : throw EndsWithin(entry, file);
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

    // A file whose length was known has been cut since; a stream may just end.
    private static WeightFileException EndsWithin(SafetensorsEntry entry, string file) =>
        new($"{file}: tensor {ShapeText.Name(entry.Name)}: the file became shorter while it was read.");
}
