using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CnnGen.Files;

namespace CnnGen.Tests.Imaging;

/// <summary>PNG files put together by hand, right or wrong.</summary>
internal static class PngBytes
{
    public static byte[] Of(params byte[][] chunks) => [.. PngFormat.Signature, .. chunks.SelectMany(chunk => chunk)];

    public static byte[] Chunk(string type, params byte[] content)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian((uint)content.Length), .. typed, .. BigEndian(Crc32.Add(0, typed))];
    }

    /// <summary>A chunk whose checksum is another one.</summary>
    public static byte[] Damaged(byte[] chunk) => [.. chunk[..^1], (byte)(chunk[^1] ^ 1)];

    public static byte[] Header(int width, int height, byte bits, byte color, byte compression = 0, byte filter = 0, byte interlace = 0) =>
        Chunk("IHDR", [.. BigEndian((uint)width), .. BigEndian((uint)height), bits, color, compression, filter, interlace]);

    /// <summary>An IDAT chunk of rows that already have their filter bytes.</summary>
    public static byte[] Rows(params byte[] rows) => Chunk("IDAT", Compress(rows));

    public static byte[] End() => Chunk("IEND");

    public static byte[] Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }

        return compressed.ToArray();
    }

    /// <summary>
    /// Gives every chunk the checksum of what it now contains, as far as the lengths still make sense; so that damage gets past the checksums.
    /// </summary>
    public static byte[] WithChecksums(byte[] file)
    {
        int at = PngFormat.Signature.Length;
        while (at + 12 <= file.Length)
        {
            long next = at + 12 + (long)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (next > file.Length)
            {
                break;
            }

            int crcAt = (int)next - 4;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(crcAt), Crc32.Add(0, file.AsSpan(at + 4, crcAt - at - 4)));
            at = (int)next;
        }

        return file;
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
