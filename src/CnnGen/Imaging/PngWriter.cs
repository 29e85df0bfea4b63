using System.Buffers.Binary;
using System.IO.Compression;
using CnnGen.Files;

namespace CnnGen;

/// <summary>Writes PNG files of 8 bits a sample.</summary>
internal static class PngWriter
{
    private static ReadOnlySpan<byte> ColorTypes => [PngFormat.Grey, PngFormat.GreyAlpha, PngFormat.Rgb, PngFormat.Rgba];

    public static void Write(Image image, Stream stream)
    {
        Span<byte> header = stackalloc byte[PngFormat.HeaderSize];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = ColorTypes[image.Channels - 1];
        header[10..].Clear();

        stream.Write(PngFormat.Signature);
        WriteChunk(stream, PngFormat.Header, header);
        MemoryStream compressed = Compress(image);
        WriteChunk(stream, PngFormat.Data, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
        WriteChunk(stream, PngFormat.End, []);
    }

    private static MemoryStream Compress(Image image)
    {
        int rowBytes = image.Width * image.Channels;
        byte[] above = new byte[rowBytes];
        byte[] candidate = new byte[rowBytes + 1];
        byte[] best = new byte[rowBytes + 1];
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * rowBytes, rowBytes);
                long least = long.MaxValue;
                for (byte filter = 0; filter < PngFilter.Count; filter++)
                {
                    candidate[0] = filter;
                    PngFilter.Apply(filter, row, above, image.Channels, candidate.AsSpan(1));
                    long magnitude = Magnitude(candidate.AsSpan(1));
                    if (magnitude < least)
                    {
                        least = magnitude;
                        (best, candidate) = (candidate, best);
                    }
                }

                zlib.Write(best);
                row.CopyTo(above);
            }
        }

        return compressed;
    }

    // The filter whose differences are smallest compresses best, as a rule (PNG specification, section 12.7).
    private static long Magnitude(ReadOnlySpan<byte> differences)
    {
        long sum = 0;
        foreach (byte difference in differences)
        {
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }

    private static void WriteChunk(Stream stream, uint type, ReadOnlySpan<byte> content)
    {
        Span<byte> start = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(start, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(start[4..], type);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Add(Crc32.Add(0, start[4..]), content));
        stream.Write(start);
        stream.Write(content);
        stream.Write(crc);
    }
}
