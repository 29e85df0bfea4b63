using System.Security.Cryptography;
using Xunit;
using static CnnGen.Tests.Imaging.PngBytes;

namespace CnnGen.Tests.Imaging;

public sealed class PngReaderTests
{
    [Theory]
    [InlineData(1, new byte[] { 0b10110000 }, new byte[] { 255, 0, 255, 255 })]
    [InlineData(2, new byte[] { 0b00011011 }, new byte[] { 0, 85, 170, 255 })]
    [InlineData(4, new byte[] { 0x0F, 0x18 }, new byte[] { 0, 255, 17, 136 })]
    [InlineData(8, new byte[] { 1, 2, 3, 200 }, new byte[] { 1, 2, 3, 200 })]
    public void Grey_OfEveryDepth_FillsTheRange(byte bits, byte[] row, byte[] expected)
    {
        Image image = Read(Header(4, 1, bits, 0), Rows([0, .. row]), End());

        Assert.Equal((1, 4, 1), (image.Height, image.Width, image.Channels));
        Assert.Equal(expected, image.Pixels);
    }

    [Theory]
    [InlineData(1, new byte[] { 0b01100000 })]
    [InlineData(2, new byte[] { 0b00010100 })]
    [InlineData(4, new byte[] { 0x01, 0x10 })]
    [InlineData(8, new byte[] { 0, 1, 1, 0 })]
    public void AnIndex_OfEveryDepth_TakesItsColour(byte bits, byte[] row)
    {
        Image image = Read(Header(4, 1, bits, 3), Chunk("PLTE", 10, 20, 30, 40, 50, 60), Rows([0, .. row]), End());

        Assert.Equal(3, image.Channels);
        Assert.Equal([10, 20, 30, 40, 50, 60, 40, 50, 60, 10, 20, 30], image.Pixels);
    }

    [Fact]
    public void TransparencyOfAPalette_BecomesAlpha()
    {
        Image image = Read(Header(2, 1, 8, 3), Chunk("PLTE", 10, 20, 30, 40, 50, 60), Chunk("tRNS", 99), Rows(0, 0, 1), End());

        Assert.Equal(4, image.Channels);
        Assert.Equal([10, 20, 30, 99, 40, 50, 60, 255], image.Pixels);
    }

    [Fact]
    public void TheTransparentColour_BecomesAlpha()
    {
        Assert.Equal([0, 255, 85, 0, 170, 255, 255, 255], Read(Header(4, 1, 2, 0), Chunk("tRNS", 0, 1), Rows(0, 0b00011011), End()).Pixels);
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 255], Read(Header(2, 1, 8, 2), Chunk("tRNS", 0, 1, 0, 2, 0, 3), Rows(0, 1, 2, 3, 1, 2, 4), End()).Pixels);
    }

    [Fact]
    public void SixteenBits_KeepTheHigherEight()
    {
        Assert.Equal([0x12, 0xFF], Read(Header(2, 1, 16, 0), Rows(0, 0x12, 0x34, 0xFF, 0xFE), End()).Pixels);
        Assert.Equal([1, 3, 5, 7], Read(Header(1, 1, 16, 6), Rows(0, 1, 2, 3, 4, 5, 6, 7, 8), End()).Pixels);
        Assert.Equal([1, 0, 1, 255], Read(Header(2, 1, 16, 0), Chunk("tRNS", 1, 2), Rows(0, 1, 2, 1, 3), End()).Pixels);
        Assert.Equal([1, 3, 1, 3], Read(Header(1, 2, 16, 4), Rows(0, 1, 2, 3, 4, 2, 0, 0, 0, 0), End()).Pixels);
    }

    /// <summary>The pass of each pixel of an 8×8 square, as the PNG specification shows it in section 8.1.</summary>
    private static ReadOnlySpan<byte> Adam7 =>
    [
        1, 6, 4, 6, 2, 6, 4, 6,
        7, 7, 7, 7, 7, 7, 7, 7,
        5, 6, 5, 6, 5, 6, 5, 6,
        7, 7, 7, 7, 7, 7, 7, 7,
        3, 6, 4, 6, 3, 6, 4, 6,
        7, 7, 7, 7, 7, 7, 7, 7,
        5, 6, 5, 6, 5, 6, 5, 6,
        7, 7, 7, 7, 7, 7, 7, 7,
    ];

    [Theory]
    [InlineData(8, 8, 1, 1)]
    [InlineData(1, 1, 1, 3)]
    [InlineData(1, 9, 2, 4)]
    [InlineData(9, 1, 4, 1)]
    [InlineData(3, 2, 8, 3)]
    [InlineData(5, 5, 8, 4)]
    [InlineData(17, 13, 8, 1)]
    [InlineData(17, 13, 16, 4)]
    [InlineData(16, 31, 4, 1)]
    public void AnInterlacedImage_IsTheImageItself(int width, int height, byte bits, int channels)
    {
        bits = channels == 1 ? bits : Math.Max(bits, (byte)8);
        var random = new Random((width * 100) + height);
        int[] samples = [.. Enumerable.Range(0, width * height * channels).Select(_ => random.Next(1 << bits))];
        byte color = channels switch { 1 => 0, 3 => 2, _ => 6 };
        List<byte> plain = [];
        List<byte> interlaced = [];
        Store(plain, samples, width, height, bits, channels, pass: null);
        for (byte pass = 1; pass <= 7; pass++)
        {
            Store(interlaced, samples, width, height, bits, channels, pass);
        }

        Image expected = Read(Header(width, height, bits, color), Rows([.. plain]), End());
        Image image = Read(Header(width, height, bits, color, interlace: 1), Rows([.. interlaced]), End());

        Assert.Equal((height, width, channels), (image.Height, image.Width, image.Channels));
        Assert.Equal(expected.Pixels, image.Pixels);
    }

    [Fact]
    public void EachPassOfAnInterlacedImage_BeginsWithNothingAbove()
    {
        // A first row of differences to the row above, in the second pass of two columns and in the last.
        byte[] rows = [0, 7, 0, 9, 2, 1, 2];
        Assert.Equal([7, 9, 1, 2], Read(Header(2, 2, 8, 0, interlace: 1), Rows(rows), End()).Pixels);
    }

    // Rows with the filter 'none', of all pixels or of those of one pass.
    private static void Store(List<byte> rows, int[] samples, int width, int height, byte bits, int channels, byte? pass)
    {
        for (int y = 0; y < height; y++)
        {
            List<bool> row = [];
            for (int x = 0; x < width; x++)
            {
                if (pass is null || Adam7[(8 * (y % 8)) + (x % 8)] == pass)
                {
                    row.AddRange(samples
                        .Skip(((y * width) + x) * channels)
                        .Take(channels)
                        .SelectMany(sample => Enumerable.Range(1, bits).Select(bit => ((sample >> (bits - bit)) & 1) == 1)));
                }
            }

            if (row.Count > 0)
            {
                rows.Add(0);
                rows.AddRange(row.Chunk(8).Select(chunk => (byte)chunk.Select((bit, i) => bit ? 0x80 >> i : 0).Sum()));
            }
        }
    }

    [Fact]
    public void EveryFilter_IsUndone()
    {
        // Two rows of two grey-and-alpha pixels for each filter, worked out by hand: left, above and corner are 0 outside.
        Assert.Equal([1, 2, 4, 6, 1, 2, 3, 4], Read(Header(2, 2, 8, 4), Rows(1, 1, 2, 3, 4, 0, 1, 2, 3, 4), End()).Pixels);
        Assert.Equal([9, 9, 9, 9, 10, 11, 12, 13], Read(Header(2, 2, 8, 4), Rows(0, 9, 9, 9, 9, 2, 1, 2, 3, 4), End()).Pixels);
        Assert.Equal([9, 8, 7, 6, 5, 6, 9, 10], Read(Header(2, 2, 8, 4), Rows(0, 9, 8, 7, 6, 3, 1, 2, 3, 4), End()).Pixels);
        Assert.Equal([9, 8, 7, 6, 10, 10, 10, 12], Read(Header(2, 2, 8, 4), Rows(0, 9, 8, 7, 6, 4, 1, 2, 3, 4), End()).Pixels);
    }

    [Fact]
    public void DataInSeveralChunks_AndUnneededChunks_AreFine()
    {
        byte[] data = Compress([0, 1, 2, 0, 3, 4]);

        Image image =
            Read(Header(2, 2, 8, 0), Chunk("tEXt", 65, 0, 66), Chunk("IDAT", data[..1]), Chunk("IDAT"), Chunk("IDAT", data[1..]), Chunk("tIME", 1), End());

        Assert.Equal([1, 2, 3, 4], image.Pixels);
    }

    [Fact]
    public void AStreamThatCannotSeek_IsEnough()
    {
        byte[] file = Of(Header(2, 2, 8, 0), Rows(0, 1, 2, 0, 3, 4), End());

        Assert.Equal([1, 2, 3, 4], Image.Load(new ForwardOnlyStream(file)).Pixels);
    }

    [Fact]
    public void TheStream_IsReadToTheEndOfTheImageOnly()
    {
        byte[] file = Of(Header(2, 2, 8, 0), Rows(0, 1, 2, 0, 3, 4), End());
        var two = new MemoryStream([.. file, .. file]);

        Image.Load(two);

        Assert.Equal(file.Length, two.Position);
        Assert.Equal([1, 2, 3, 4], Image.Load(two).Pixels);
    }

    // Size, and SHA-256 of the pixels as an independent decoder gives them.
    [TestDataFact]
    public void RealImages_AreReadAsOtherDecodersDo()
    {
        AssertImage("astronaut", 512, 512, 3, "A8C429C18AFA7B0FD5673E598D73A21225D94C864A71BBB3885126FDECB41071");
        AssertImage("camera", 512, 512, 1, "5CB24482A53416F99052258BE2B1EE38CD31C559A70C8A8B321CBA231B332E21");
        AssertImage("chelsea", 300, 451, 3, "416B729128BFB2C3D1EB69BF9B1734A796293ABC17939267B2DC94F8A5784031");
        AssertImage("coffee", 400, 600, 3, "0CE2B51640B9C95F19617F03EABF40C3F0368589CC1EE1190B70966165AC184F");
    }

    private static void AssertImage(string name, int height, int width, int channels, string hash)
    {
        Image image = Image.Load(TestDataFactAttribute.PathOf($"images/{name}.png"));

        Assert.Equal((height, width, channels), (image.Height, image.Width, image.Channels));
        Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(image.Pixels)));
    }

    private static Image Read(params byte[][] chunks) => Image.Load(new MemoryStream(Of(chunks)));
}
