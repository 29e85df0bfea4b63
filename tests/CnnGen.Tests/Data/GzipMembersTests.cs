using System.IO.Compression;
using System.Text;
using CnnGen.Files;
using CnnGen.Tests.Fuzzing;
using Xunit;

namespace CnnGen.Tests.Data;

/// <summary>Gzip data as RFC 1952 and gzip itself have them.</summary>
public sealed class GzipMembersTests
{
    private static readonly byte[] s_plain = IdxBytes.Of([50, 20, 20], [.. Enumerable.Range(0, 20_000).Select(i => (byte)(i * i / 7))]);

    // A block of BGZF: a member with an extra field. An empty one ends such a file.
    private static readonly byte[] s_emptyBlock = Convert.FromHexString("1F8B08040000000000FF0600424302001B0003000000000000000000");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(400)]
    public void MembersBehindEachOther_AreOneFile(int members)
    {
        byte[] file = InMembers(members);

        Assert.Equal(s_plain[16..], Read(file));
        Assert.Equal(s_plain[16..], IdxFile.Read(new ForwardOnlyStream(file)).Elements.ToArray());
    }

    [Fact]
    public void EmptyMembers_AreNothing()
    {
        byte[] whole = IdxBytes.Gzip(s_plain);
        byte[] empty = IdxBytes.Gzip([]);

        Assert.Equal(s_plain[16..], Read([.. whole, .. s_emptyBlock]));
        Assert.Equal(s_plain[16..], Read([.. empty, .. s_emptyBlock, .. whole, .. s_emptyBlock, .. empty]));
    }

    [Fact]
    public void StoredMembers_AreRead() // whose last bytes may be anything, and the checksum's bytes as well
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.NoCompression))
        {
            gzip.Write(s_plain);
        }

        Assert.Equal(s_plain[16..], Read([.. zipped.ToArray(), .. s_emptyBlock]));
    }

    [Fact]
    public void ZerosThatFillUpABlock_AreNothing()
    {
        Assert.Equal(s_plain[16..], Read([.. IdxBytes.Gzip(s_plain), .. new byte[512 * 20]]));
        Assert.Equal(s_plain[16..], Read([.. InMembers(3), .. s_emptyBlock, 0]));
    }

    [Fact]
    public void NamesCommentsAndFurtherFields_AreSkipped()
    {
        byte[] zipped = IdxBytes.Gzip(s_plain);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 3, 0, 7, 8, 9, .. "images"u8, 0, .. Encoding.Latin1.GetBytes("é"), 0];
        uint crc = Crc32.Add(0, header);

        Assert.Equal(s_plain[16..], Read([.. header, (byte)crc, (byte)(crc >> 8), .. zipped[10..]]));
        Assert.Equal(
            "stream: the header of the gzip data is damaged: its checksum is another.",
            Refusal([.. header, (byte)crc, (byte)~(crc >> 8), .. zipped[10..]]));
        Assert.Equal("stream: the gzip data have the unknown method 8 or flags 20.", Refusal([.. zipped[..3], 0x20, .. zipped[4..]]));
        Assert.Equal("stream: the gzip data end within a header; the file is truncated.", Refusal([.. header[..^1], .. new byte[0]]));
    }

    [Fact]
    public void EveryTruncation_IsRefused_UnlessAWholeMemberIsLeftOut()
    {
        byte[] first = IdxBytes.Gzip(s_plain);
        byte[] file = [.. first, .. s_emptyBlock];
        for (int length = 0; length < file.Length; length++)
        {
            if (length != first.Length)
            {
                Refusal(file[..length]);
            }
        }
    }

    [Fact]
    public void ADamagedSecondMember_IsRefused()
    {
        byte[] file = InMembers(2);
        file[^5] ^= 1;

        Assert.StartsWith("stream: the gzip data are damaged, or cut off", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatFollowsTheLastMember_IsNamed()
    {
        Assert.Equal("stream: what follows the gzip data is not a further member: it begins with 1F instead of 1F8B.", Refusal([.. InMembers(2), 0x1F]));
        Assert.Equal(
            "stream: what follows the gzip data is not a further member: it begins with 5061 instead of 1F8B.",
            Refusal([.. InMembers(2), 0, 0, .. "Padding"u8]));
        using EndlessStream endless = new(IdxBytes.Gzip(s_plain));
        Assert.Equal("stream: more than 1048576 zeros follow the gzip data.", Assert.Throws<DataFileException>(() => IdxFile.Read(endless)).Message);
    }

    [Fact]
    public void ANameThatDoesNotEnd_IsRefused()
    {
        byte[] start = [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 0];

        Refusal([.. start, .. Enumerable.Repeat((byte)'n', 1 << 20)]);
    }

    [Fact]
    public void DamagedMembers_AreReadOrRefusedAsDocumented()
    {
        byte[] valid = [.. InMembers(5), .. s_emptyBlock];
        Fuzz.Run<DataFileException>(6_000, seed => Mutation.Of(valid, seed), (stream, name) => IdxFile.Read(stream, name));
    }

    private static byte[] InMembers(int count)
    {
        List<byte> file = [];
        foreach (byte[] piece in s_plain.Chunk((s_plain.Length + count - 1) / count))
        {
            file.AddRange(IdxBytes.Gzip(piece));
        }

        return [.. file];
    }

    private static byte[] Read(byte[] file) => IdxFile.Read(new MemoryStream(file)).Elements.ToArray();

    private static string Refusal(byte[] file) => Assert.Throws<DataFileException>(() => IdxFile.Read(new MemoryStream(file))).Message;
}
