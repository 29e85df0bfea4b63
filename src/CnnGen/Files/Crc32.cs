using System.Buffers.Binary;

namespace CnnGen.Files;

/// <summary>
/// CRC-32 (ISO 3309, reflected polynomial EDB88320), as PNG and gzip have it, over several pieces: begin with 0, pass the result on. Eight bytes at a time by
/// eight tables (Kounavis and Berry, "A systematic approach to building high performance software-based CRC generators", 2005).
/// </summary>
internal static class Crc32
{
    private const int Slices = 8;
    private const int TableLength = 256;

    private static readonly uint[] s_tables = MakeTables();

    /// <summary>The checksum with more bytes behind those it already covers.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[] tables = s_tables;
        crc = ~crc;
        while (bytes.Length >= Slices)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            crc = tables[(7 * TableLength) + (byte)low] ^ tables[(6 * TableLength) + (byte)(low >> 8)]
                ^ tables[(5 * TableLength) + (byte)(low >> 16)] ^ tables[(4 * TableLength) + (int)(low >> 24)]
                ^ tables[(3 * TableLength) + (byte)high] ^ tables[(2 * TableLength) + (byte)(high >> 8)]
                ^ tables[TableLength + (byte)(high >> 16)] ^ tables[high >> 24];
            bytes = bytes[Slices..];
        }

        foreach (byte b in bytes)
        {
            crc = tables[(byte)crc ^ b] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Slices * TableLength];
        for (uint n = 0; n < TableLength; n++)
        {
            uint value = n;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
            }

            tables[n] = value;
        }

        // Table k is the checksum of a byte with k zero bytes behind it.
        for (int n = TableLength; n < tables.Length; n++)
        {
            uint previous = tables[n - TableLength];
            tables[n] = tables[(byte)previous] ^ (previous >> 8);
        }

        return tables;
    }
}
