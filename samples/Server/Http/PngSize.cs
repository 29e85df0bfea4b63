using System.Buffers.Binary;

namespace CnnGen.Samples.Server.Http;

/// <summary>The size that a PNG file claims to have, read before anything is unpacked: some bytes can claim gigabytes.</summary>
internal static class PngSize
{
    private const int WidthAt = 16;
    private const int HeightAt = 20;
    private const int End = 24;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Pixels, or null for what is no PNG file.</summary>
    public static long? Pixels(ReadOnlySpan<byte> file) => file.Length >= End && file.StartsWith(Signature)
        ? (long)BinaryPrimitives.ReadUInt32BigEndian(file[WidthAt..]) * BinaryPrimitives.ReadUInt32BigEndian(file[HeightAt..])
        : null;
}
