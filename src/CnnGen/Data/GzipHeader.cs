using System.Buffers.Binary;
using CnnGen.Files;

namespace CnnGen;

/// <summary>What stands before the data of a gzip member (RFC 1952, 2.3): nothing in it is needed, but the data must be found.</summary>
internal static class GzipHeader
{
    private const int FixedSize = 10;
    private const int LongestText = 1 << 15;
    private const byte Deflate = 8;
    private const byte HasChecksum = 2;
    private const byte HasExtra = 4;
    private const byte HasName = 8;
    private const byte HasComment = 16;
    private const byte Reserved = 0xE0;

    /// <summary>Whether bytes begin as gzip data do.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <summary>Goes past a header, or says what is wrong with it.</summary>
    public static bool TrySkip(GzipInput input, out string? problem)
    {
        uint crc = 0;
        ReadOnlySpan<byte> start = input.Peek(FixedSize);
        if (!IsMagic(start))
        {
            problem = $"it begins with {Convert.ToHexString(start[..Math.Min(2, start.Length)])} instead of 1F8B";
            return false;
        }

        problem = "the gzip data end within a header; the file is truncated";
        if (start.Length < FixedSize)
        {
            return false;
        }

        byte flags = start[3];
        if (start[2] != Deflate || (flags & Reserved) != 0)
        {
            problem = $"the gzip data have the unknown method {start[2]} or flags {flags:X2}";
            return false;
        }

        Take(input, FixedSize, ref crc);
        if ((flags & HasExtra) != 0)
        {
            ReadOnlySpan<byte> length = input.Peek(sizeof(ushort));
            int extra = length.Length < sizeof(ushort) ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(length);
            if (!TryTake(input, sizeof(ushort), ref crc) || !TryTake(input, extra, ref crc))
            {
                return false;
            }
        }

        if (((flags & HasName) != 0 && !TryTakeText(input, ref crc)) || ((flags & HasComment) != 0 && !TryTakeText(input, ref crc)))
        {
            return false;
        }

        if ((flags & HasChecksum) != 0)
        {
            ushort expected = (ushort)crc;
            ReadOnlySpan<byte> stored = input.Peek(sizeof(ushort));
            if (stored.Length < sizeof(ushort))
            {
                return false;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(stored) != expected)
            {
                problem = "the header of the gzip data is damaged: its checksum is another";
                return false;
            }

            input.Take(sizeof(ushort));
        }

        return true;
    }

    private static void Take(GzipInput input, int count, ref uint crc)
    {
        crc = Crc32.Add(crc, input.Peek(count));
        input.Take(count);
    }

    // In halves of what the input's buffer holds: an extra field may have 65,535 bytes.
    private static bool TryTake(GzipInput input, int count, ref uint crc)
    {
        while (count > 0)
        {
            int piece = Math.Min(count, LongestText);
            if (input.Peek(piece).Length < piece)
            {
                return false;
            }

            Take(input, piece, ref crc);
            count -= piece;
        }

        return true;
    }

    private static bool TryTakeText(GzipInput input, ref uint crc)
    {
        int end = -1;
        for (int wanted = 64; end < 0 && wanted <= LongestText; wanted *= 2)
        {
            ReadOnlySpan<byte> text = input.Peek(wanted);
            end = text.IndexOf((byte)0);
            if (end < 0 && text.Length < wanted)
            {
                return false;
            }
        }

        return end >= 0 && TryTake(input, end + 1, ref crc);
    }
}
