namespace CnnGen.Imaging;

/// <summary>The numbers of the JPEG standard (ITU-T T.81) that the reader needs.</summary>
internal static class JpegFormat
{
    // The second byte of markers; the first is 0xFF.
    public const byte BaselineFrame = 0xC0;
    public const byte ExtendedFrame = 0xC1;
    public const byte ProgressiveFrame = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte LastFrame = 0xCF;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte StartOfImage = 0xD8;
    public const byte EndOfImage = 0xD9;
    public const byte Scan = 0xDA;
    public const byte QuantizationTables = 0xDB;
    public const byte NumberOfLines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte Jfif = 0xE0;
    public const byte Exif = 0xE1;
    public const byte Adobe = 0xEE;

    public const int BlockSize = 8;
    public const int BlockLength = BlockSize * BlockSize;

    /// <summary>Position in a block, row by row, of the coefficients in the order in which they are coded.</summary>
    public static ReadOnlySpan<byte> ZigZag =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>Whether a marker begins a frame, of whatever process (0xC4, 0xC8 and 0xCC mean other things).</summary>
    public static bool IsFrame(byte marker) => marker is >= BaselineFrame and <= LastFrame and not HuffmanTables and not 0xC8 and not 0xCC;
}
