namespace CnnGen;

/// <summary>The numbers of the PNG specification (W3C Portable Network Graphics, third edition) that reader and writer share.</summary>
internal static class PngFormat
{
    public const int HeaderSize = 13;

    // Chunk types: four ASCII letters as a big-endian number.
    public const uint Header = 0x49484452; // IHDR
    public const uint Palette = 0x504C5445; // PLTE
    public const uint Transparency = 0x74524E53; // tRNS
    public const uint Data = 0x49444154; // IDAT
    public const uint End = 0x49454E44; // IEND

    public const byte Grey = 0;
    public const byte Rgb = 2;
    public const byte Indexed = 3;
    public const byte GreyAlpha = 4;
    public const byte Rgba = 6;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a number is four letters.</summary>
    public static bool IsType(uint type)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            if (!char.IsAsciiLetter((char)((type >> shift) & 0xFF)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The four letters of a chunk type.</summary>
    public static string NameOf(uint type) => string.Create(4, type, static (name, value) =>
    {
        for (int i = 0; i < name.Length; i++)
        {
            name[i] = (char)((value >> (24 - (8 * i))) & 0xFF);
        }
    });

    /// <summary>Adler-32 (RFC 1950) over several pieces: begin with 1, pass the result on.</summary>
    public static uint Adler(uint adler, ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65521;
        const int LongestRun = 5552; // as many bytes as 32 bits hold the sums of
        (uint low, uint high) = (adler & 0xFFFF, adler >> 16);
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> run = bytes[..Math.Min(LongestRun, bytes.Length)];
            bytes = bytes[run.Length..];
            foreach (byte b in run)
            {
                low += b;
                high += low;
            }

            (low, high) = (low % Modulus, high % Modulus);
        }

        return (high << 16) | low;
    }
}
