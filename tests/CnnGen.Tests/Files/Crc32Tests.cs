using CnnGen.Files;
using Xunit;

namespace CnnGen.Tests.Files;

public sealed class Crc32Tests
{
    [Fact]
    public void TheCheckValue_IsTheStandards() => Assert.Equal(0xCBF43926, Crc32.Add(0, "123456789"u8));

    [Fact]
    public void Pieces_GiveTheChecksumOfTheWhole()
    {
        byte[] bytes = new byte[100];
        new Random(1).NextBytes(bytes);
        uint whole = Crc32.Add(0, bytes);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            Assert.Equal(whole, Crc32.Add(Crc32.Add(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
        }
    }
}
