using Xunit;
using static CnnGen.Tests.Imaging.PngBytes;

namespace CnnGen.Tests.Imaging;

/// <summary>What an image can do without: what libpng 1.6.39 reads, with a warning at most, is read with the same values.</summary>
public sealed class PngSurplusTests
{
    private static readonly byte[] s_grey = Header(2, 2, 8, 0);
    private static readonly byte[] s_data = Rows(0, 1, 2, 0, 3, 4);
    private static readonly byte[] s_indexed = Header(2, 1, 8, 3);
    private static readonly byte[] s_palette = Chunk("PLTE", 10, 20, 30, 40, 50, 60);
    private static readonly byte[] s_indices = Rows(0, 0, 1);

    [Theory]
    [InlineData("tEXt")]
    [InlineData("gAMA")]
    [InlineData("tRNS")]
    [InlineData("iCCP")]
    [InlineData("prVt")]
    public void ADamagedChunk_ThatTheImageCanDoWithout_IsLeftOut(string type)
    {
        byte[] chunk = Damaged(Chunk(type, 0, 3));

        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, chunk, s_data, End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, s_data, chunk, End()));
    }

    [Theory]
    [InlineData(1, new byte[] { 0x40 }, 1, new byte[] { 0, 255, 255, 0 })]
    [InlineData(2, new byte[] { 0x40 }, 1, new byte[] { 85, 0, 0, 255 })]
    [InlineData(4, new byte[] { 0x20 }, 2, new byte[] { 34, 0, 0, 255 })]
    [InlineData(8, new byte[] { 7, 0 }, 7, new byte[] { 7, 0, 0, 255 })]
    public void HighBits_OfTheTransparentGrey_AreIgnored(byte bits, byte[] row, byte key, byte[] expected)
    {
        for (int high = 1 << bits; high < 1 << 16; high <<= 1)
        {
            int sample = high | key;
            Assert.Equal(expected, Pixels(Header(2, 1, bits, 0), Chunk("tRNS", (byte)(sample >> 8), (byte)sample), Rows([0, .. row]), End()));
        }
    }

    [Fact]
    public void HighBits_OfTheTransparentColour_AreIgnored() =>
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 255], Pixels(Header(2, 1, 8, 2), Chunk("tRNS", 1, 1, 255, 2, 128, 3), Rows(0, 1, 2, 3, 1, 2, 4), End()));

    [Fact]
    public void DataBehindTheLastRow_AreLeftOut()
    {
        byte[] data = Compress([0, 1, 2, 0, 3, 4]);

        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Chunk("IDAT", [.. data, 7]), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Chunk("IDAT", [.. data, .. new byte[20_000]]), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Chunk("IDAT", data), Chunk("IDAT", data), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Rows(0, 1, 2, 0, 3, 4, 0), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Rows([0, 1, 2, 0, 3, 4, .. new byte[30_000]]), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, s_data, Chunk("tEXt"), s_data, End()));
    }

    [Fact]
    public void APalette_ThatNoPixelNeeds_IsLeftOut()
    {
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, s_palette, s_data, End()));
        Assert.Equal([1, 2, 3, 4], Pixels(Header(1, 2, 8, 4), s_palette, Rows(0, 1, 2, 0, 3, 4), End()));
        Assert.Equal([1, 2, 3], Pixels(Header(1, 1, 8, 2), Chunk("PLTE", 1, 2, 3, 4), Rows(0, 1, 2, 3), End()));
        Assert.Equal([1, 2, 3], Pixels(Header(1, 1, 8, 2), Rows(0, 1, 2, 3), s_palette, End()));
    }

    [Theory]
    [InlineData(1, 0b01000000)]
    [InlineData(2, 0b00010000)]
    [InlineData(4, 0x01)]
    public void ColoursThatNoIndexReaches_AreLeftOut(byte bits, byte row)
    {
        byte[] palette = new byte[3 * 256];
        s_palette.AsSpan(8, 6).CopyTo(palette);

        Assert.Equal([10, 20, 30, 40, 50, 60], Pixels(Header(2, 1, bits, 3), Chunk("PLTE", palette), Rows(0, row), End()));
    }

    [Fact]
    public void Transparency_ThatDoesNotFit_IsLeftOut()
    {
        byte[] colours = [10, 20, 30, 40, 50, 60];
        Assert.Equal(colours, Pixels(s_indexed, s_palette, Chunk("tRNS", 1, 2, 3), s_indices, End()));
        Assert.Equal(colours, Pixels(s_indexed, s_palette, Chunk("tRNS"), s_indices, End()));
        Assert.Equal(colours, Pixels(s_indexed, Chunk("tRNS", 1), s_palette, s_indices, End()));
        Assert.Equal(colours, Pixels(s_indexed, s_palette, s_indices, Chunk("tRNS", 1), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(s_grey, Chunk("tRNS", 1), s_data, End()));
        Assert.Equal([1, 2, 3, 4], Pixels(Header(1, 1, 8, 6), Chunk("tRNS", 0, 1), Rows(0, 1, 2, 3, 4), End()));
        Assert.Equal([1, 2, 3, 4], Pixels(Header(1, 2, 8, 4), Chunk("tRNS", 0, 1), Rows(0, 1, 2, 0, 3, 4), End()));
    }

    [Fact]
    public void OfTwoTransparencies_TheFirstCounts()
    {
        Assert.Equal([10, 20, 30, 7, 40, 50, 60, 255], Pixels(s_indexed, s_palette, Chunk("tRNS", 7), Chunk("tRNS", 8, 9), s_indices, End()));
        Assert.Equal([10, 20, 30, 8, 40, 50, 60, 9], Pixels(s_indexed, s_palette, Damaged(Chunk("tRNS", 7)), Chunk("tRNS", 8, 9), s_indices, End()));
    }

    [Fact]
    public void AChunkThatClaimsTwoGigabytes_IsReadPast_NotKept()
    {
        byte[] start = Of(s_grey, [0x7F, 0xFF, 0xFF, 0xFF, .. "tEXt"u8]);
        using EndlessStream endless = new(start, length: start.Length + (64L << 20));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(
            "the tEXt chunk should have 2147483647 bytes",
            Assert.Throws<ImageFileException>(() => Image.Load(endless)).Message,
            StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void DataThatCannotBeTheImages_AreRefusedBeforeTheyAreRead()
    {
        using EndlessStream endless = new(Of(s_grey, [0x7F, 0xFF, 0xFF, 0xFF, .. "IDAT"u8]));

        Assert.Equal("stream: more than 1048588 bytes of data for 2×2 pixels.", Assert.Throws<ImageFileException>(() => Image.Load(endless)).Message);
    }

    private static byte[] Pixels(params byte[][] chunks) => Image.Load(new MemoryStream(Of(chunks))).Pixels;
}
