using CnnGen.Runtime;
using CnnGen.Tests.Fuzzing;
using Xunit;
using static CnnGen.Tests.Imaging.PngBytes;

namespace CnnGen.Tests.Imaging;

public sealed class PngDamageTests
{
    private static readonly byte[] s_header = Header(2, 2, 8, 0);
    private static readonly byte[] s_data = Rows(0, 1, 2, 0, 3, 4);

    public static TheoryData<string, byte[]> WrongFiles => new()
    {
        { "not a PNG file.", [] },
        { "not a PNG file.", "GIF89a and more"u8.ToArray() },
        { "the file ends without an IEND chunk; it is truncated.", Of(s_header, s_data) },
        { "the IHDR chunk should have 13 bytes, 13 follow; the file is truncated.", Of(s_header[..^1]) },
        { "the IDAT chunk should have 14 bytes, 3 follow; the file is truncated.", Of(s_header, s_data[..11]) },
        { "begins with a IDAT chunk instead of IHDR.", Of(s_data, End()) },
        { "the IHDR chunk has 1 bytes instead of 13.", Of(Chunk("IHDR", 1)) },
        { "the IHDR chunk stands where none may be.", Of(s_header, s_header, s_data, End()) },
        { "an image of 0×2 pixels is empty.", Of(Header(0, 2, 8, 0), s_data, End()) },
        { "2147483647×2 exceeds the 134217728 pixels that an image may have.", Of(Header(int.MaxValue, 2, 8, 0), s_data, End()) },
        { "4294967295×4294967295 exceeds the 134217728 pixels that an image may have.", Of(Header(-1, -1, 8, 0), s_data, End()) },
        { "PNG has no colour type 3 with 16 bits.", Of(Header(2, 2, 16, 3), s_data, End()) },
        { "PNG has no colour type 5 with 8 bits.", Of(Header(2, 2, 8, 5), s_data, End()) },
        { "unknown compression 0, filter method 0 or interlacing 2.", Of(Header(2, 2, 8, 0, interlace: 2), s_data, End()) },
        { "the data inflate to 6 bytes instead of 7.", Of(Header(2, 2, 8, 0, interlace: 1), s_data, End()) },
        { "unknown compression 1, filter method 0 or interlacing 0.", Of(Header(2, 2, 8, 0, compression: 1), s_data, End()) },
        { "the ABCD chunk is unknown, and needed to show the image.", Of(s_header, Chunk("ABCD"), s_data, End()) },
        { "the data inflate to 3 bytes instead of 6.", Of(s_header, Rows(0, 1, 2), Chunk("tEXt"), Rows(0, 3, 4), End()) },
        { "00010203 stands where the four letters of a chunk's type should.", Of(s_header, Chunk("\0\u0001\u0002\u0003"), s_data, End()) },
        { "the tEXt chunk would have 2147483648 bytes; PNG allows 2147483647.", Of(s_header, [0x80, 0, 0, 0, .. "tEXt"u8], s_data, End()) },
        { "the PLTE chunk stands twice.", Of(Header(2, 2, 8, 2), Chunk("PLTE", 1, 2, 3), Chunk("PLTE", 1, 2, 3), s_data, End()) },
        { "the PLTE chunk stands twice.", Of(s_header, Chunk("PLTE", 1, 2, 3), Chunk("PLTE", 1, 2, 3), s_data, End()) },
        { "a palette of 4 bytes does not fit 8 bits a pixel.", Of(Header(2, 2, 8, 3), Chunk("PLTE", 1, 2, 3, 4), s_data, End()) },
        { "a palette of 0 bytes does not fit 8 bits a pixel.", Of(Header(2, 2, 8, 3), Chunk("PLTE"), s_data, End()) },
        { "a palette of 771 bytes does not fit 8 bits a pixel.", Of(Header(2, 2, 8, 3), Chunk("PLTE", new byte[771]), s_data, End()) },
        { "the palette is missing.", Of(Header(2, 2, 8, 3), s_data, End()) },
        { "a pixel has colour 3 of a palette of 3.", Of(Header(2, 2, 8, 3), Chunk("PLTE", new byte[9]), s_data, End()) },
        { "0 bytes of data are too few for 2×2 pixels.", Of(s_header, End()) },
        { "14 bytes of data are too few for 10000×10000 pixels.", Of(Header(10_000, 10_000, 8, 6), s_data, End()) },
        { "the data inflate to 5 bytes instead of 6.", Of(s_header, Rows(0, 1, 2, 0, 3), End()) },
        { "row 1 has the unknown filter 5.", Of(s_header, Rows(0, 1, 2, 5, 3, 4), End()) },
        { "the compressed data are damaged.", Of(s_header, Chunk("IDAT", 0, 1, 2, 3, 4, 5, 6), End()) },
        { "the compressed data do not end with their checksum 001D000B.", Of(s_header, Chunk("IDAT", Compress([0, 1, 2, 0, 3, 4])[..^1]), End()) },
        { "the compressed data do not end with their checksum 001D000B.", Of(
            s_header,
            Chunk("IDAT", Compress([0, 1, 2, 0, 3, 4])[..^4]),
            Chunk("tEXt"),
            Chunk("IDAT", 0, 29, 0, 11),
            End()) },
        { "the compressed data do not end.", Of(s_header, Chunk("IDAT", Compress([0, 1, 2, 0, 3, 4, 0])[..^1]), End()) },
        { "the compressed data are damaged.", Of(s_header, Chunk("IDAT", [.. Compress([0, 1, 2, 0, 3, 4])[..^1], 7]), End()) },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void AWrongFile_IsRefusedByName(string message, byte[] file)
    {
        var refusal = Assert.Throws<ImageFileException>(() => Image.Load(new MemoryStream(file), "a.png"));

        Assert.Equal("a.png: " + message, refusal.Message);
    }

    [Fact]
    public void AFlippedBitInAnyChunk_IsFoundByItsChecksum()
    {
        byte[] file = Of(s_header, s_data, End());
        for (int at = 8; at < file.Length; at++)
        {
            byte[] damaged = (byte[])file.Clone();
            damaged[at] ^= 0x10;
            Assert.Throws<ImageFileException>(() => Image.Load(new MemoryStream(damaged)));
        }
    }

    [Fact]
    public void EveryTruncation_IsRefused()
    {
        byte[] file = Of(s_header, s_data, End());
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<ImageFileException>(() => Image.Load(new MemoryStream(file, 0, length)));
        }
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefusedAsDocumented()
    {
        byte[][] valid = ValidFiles();
        Fuzz.Run<ImageFileException>(6_000, seed => Mutation.Of(valid[seed % valid.Length], seed), Read);
    }

    [Fact]
    public void DamagedFilesWithRightChecksums_AreReadOrRefusedAsDocumented()
    {
        byte[][] valid = ValidFiles();
        Fuzz.Run<ImageFileException>(20_000, seed => WithChecksums(Mutation.Of(valid[seed % valid.Length], seed)), Read);
    }

    [Fact]
    public void DamagedRows_AreReadOrRefusedAsDocumented()
    {
        byte[] rows = new byte[8 * 9];
        Fuzz.Run<ImageFileException>(
            8_000,
            seed => Of(Header(8, 8, 8, 3), Chunk("PLTE", new byte[3 * 200]), Rows(Mutation.Of(rows, seed)), End()),
            Read);
    }

    private static void Read(Stream stream, string name) => Image.Load(stream, name);

    private static byte[][] ValidFiles()
    {
        var random = new RandomSource(5);
        byte[] rows = new byte[6 * 33];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (byte)(i % 33 == 0 ? random.NextInt(5) : random.NextInt(256));
        }

        byte[] compressed = Compress(rows);
        return
        [
            Of(Header(32, 6, 8, 0), Chunk("IDAT", compressed[..40]), Chunk("IDAT", compressed[40..]), End()),
            Of(Header(8, 6, 8, 6), Chunk("IDAT", compressed), End()),
            Of(Header(64, 6, 4, 3), Chunk("PLTE", new byte[48]), Chunk("tRNS", new byte[5]), Chunk("IDAT", compressed), End()),
            Of(Header(128, 6, 2, 0), Chunk("tRNS", 0, 2), Chunk("IDAT", compressed), End()),
        ];
    }
}
