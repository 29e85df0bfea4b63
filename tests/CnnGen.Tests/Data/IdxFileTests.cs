using System.IO.Compression;
using CnnGen.Tests.Fuzzing;
using Xunit;

namespace CnnGen.Tests.Data;

public sealed class IdxFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void EveryRank_IsRead(int rank)
    {
        int[] shape = new int[] { 3, 2, 5, 1 }[..rank];
        byte[] elements = Elements(shape.Aggregate(1, (product, size) => product * size));

        IdxFile file = IdxFile.Read(new MemoryStream(IdxBytes.Of(shape, elements)));

        Assert.Equal(shape, file.Shape);
        Assert.Equal(elements, file.Elements.ToArray());
    }

    [Fact]
    public void Gzip_IsRecognisedByContent()
    {
        using var folder = new TemporaryFolder();
        byte[] plain = IdxBytes.Of([200, 3, 4], Elements(2400));

        IdxFile zippedWithoutExtension = IdxFile.Read(folder.Write("images", IdxBytes.Gzip(plain)));
        IdxFile plainWithExtension = IdxFile.Read(folder.Write("images.gz", plain));
        IdxFile inPieces = IdxFile.Read(new ForwardOnlyStream(IdxBytes.Gzip(plain)));

        Assert.Equal(Elements(2400), zippedWithoutExtension.Elements.ToArray());
        Assert.Equal(Elements(2400), plainWithExtension.Elements.ToArray());
        Assert.Equal(Elements(2400), inPieces.Elements.ToArray());
    }

    [Theory]
    [InlineData("", "0 bytes are too few for an IDX file.")]
    [InlineData("000008", "3 bytes are too few for an IDX file.")]
    [InlineData("89504E470D0A", "begins with 89504E47; an IDX file of bytes begins with 00000801 (labels) or 00000803 (images).")]
    [InlineData("00000D010000000100", "begins with 00000D01; an IDX file of bytes begins with 00000801 (labels) or 00000803 (images).")]
    [InlineData("00000800", "begins with 00000800; an IDX file of bytes begins with 00000801 (labels) or 00000803 (images).")]
    [InlineData("00000805", "begins with 00000805; an IDX file of bytes begins with 00000801 (labels) or 00000803 (images).")]
    [InlineData("00000803000000010000", "ends within the sizes of its 3 axes.")]
    [InlineData("00000801FFFFFFFF00", "a size of 4294967295 on axis 0 makes more elements than the 2147483591 that can be read.")]
    [InlineData("0000080300010000000100000001000000", "a size of 65536 on axis 1 makes more elements than the 2147483591 that can be read.")]
    [InlineData("000008020000000200000003010203", "[2, 3] needs 6 bytes of elements, the file has 3.")]
    [InlineData("0000080100000002010203", "[2] needs 2 bytes of elements, the file has more.")]
    public void AWrongFile_IsRefusedWithBothValues(string hex, string message)
    {
        byte[] file = Convert.FromHexString(hex);

        Assert.Equal("a.idx: " + message, Refusal(file));
        Assert.Equal("a.idx: " + message, Refusal(IdxBytes.Gzip(file)));
    }

    [Fact]
    public void DamagedGzip_IsRefused()
    {
        byte[] zipped = IdxBytes.Gzip(IdxBytes.Of([3000], Elements(3000)));
        byte[] wrongChecksum = (byte[])zipped.Clone();
        wrongChecksum[^6] ^= 1;

        Assert.StartsWith(
            "a.idx: the gzip data are damaged, or cut off: the 3008 bytes that were inflated are not followed by their checksum",
            Refusal(wrongChecksum));
        Assert.Equal(
            "a.idx: the gzip data end within the length of a member, of which 3008 bytes were inflated; the file is truncated.",
            Refusal(zipped[..^1]));
        Assert.Equal("a.idx: what follows the gzip data is not a further member: it begins with 0102 instead of 1F8B.", Refusal([.. zipped, 1, 2, 3, 4, 5]));
        for (int length = 0; length < zipped.Length; length++)
        {
            Refusal(zipped[..length]);
        }
    }

    [Fact]
    public void DamagedFiles_AreReadOrRefusedAsDocumented()
    {
        byte[] valid = IdxBytes.Of([5, 4, 3], Elements(60));
        Fuzz.Run<DataFileException>(20_000, seed => Mutation.Of(valid, seed), (stream, name) => IdxFile.Read(stream, name));
    }

    [Fact]
    public void DamagedGzipFiles_AreReadOrRefusedAsDocumented()
    {
        byte[] valid = IdxBytes.Of([5, 4, 30], Elements(600));
        byte[] zipped = IdxBytes.Gzip(valid);
        Fuzz.Run<DataFileException>(10_000, seed => Mutation.Of(zipped, seed), (stream, name) => IdxFile.Read(stream, name));
        Fuzz.Run<DataFileException>(5_000, seed => IdxBytes.Gzip(Mutation.Of(valid, seed)), (stream, name) => IdxFile.Read(stream, name));
    }

    private static byte[] Elements(int count)
    {
        byte[] elements = new byte[count];
        new Random(4).NextBytes(elements);
        return elements;
    }

    private static string Refusal(byte[] file) => Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(file), "a.idx")).Message;
}
