using System.Buffers.Binary;
using System.Numerics;

namespace CnnGen;

/// <summary>The cyclic redundancy check with Castagnoli's polynomial (RFC 3720, appendix B.4), which processors compute by themselves.</summary>
internal static class Crc32C
{
    public const uint Start = uint.MaxValue;

    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte b in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, b);
        }

        return checksum;
    }

    public static uint End(uint checksum) => ~checksum;
}
