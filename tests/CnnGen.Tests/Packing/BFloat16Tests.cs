using CnnGen.Packing;
using Xunit;

namespace CnnGen.Tests.Packing;

public sealed unsafe class BFloat16Tests
{
    [Theory]
    [InlineData(0x3F800000u, 0x3F800000u)] // 1 has no bits to lose
    [InlineData(0x3F807FFFu, 0x3F800000u)] // just below the middle
    [InlineData(0x3F808000u, 0x3F800000u)] // the middle, to the even neighbour below
    [InlineData(0x3F818000u, 0x3F820000u)] // the middle, to the even neighbour above
    [InlineData(0x3F808001u, 0x3F810000u)] // just above the middle
    [InlineData(0xBF808001u, 0xBF810000u)] // away from zero on both sides
    [InlineData(0x00000001u, 0x00000000u)] // the smallest number
    [InlineData(0x7F7FFFFFu, 0x7F800000u)] // the largest is nearer to infinity
    [InlineData(0x7F800000u, 0x7F800000u)] // infinity
    [InlineData(0xFF800000u, 0xFF800000u)]
    [InlineData(0x7F800001u, 0x7FC00000u)] // NaN whose bits would all be lost
    [InlineData(0x7FFFFFFFu, 0x7FFF0000u)] // NaN whose bits would carry into the sign
    public void Round_TakesTheNearest(uint bits, uint expected)
    {
        // Enough for whole vectors and for a rest.
        float[] values = [.. Enumerable.Repeat(BitConverter.UInt32BitsToSingle(bits), 19)];
        float[] rounded = new float[values.Length + 1];
        fixed (float* from = values, to = rounded)
        {
            BFloat16.Round(from, to, values.Length);
        }

        Assert.All(rounded[..^1], value => Assert.Equal(expected, BitConverter.SingleToUInt32Bits(value)));
        Assert.Equal(0, rounded[^1]);
    }

    [Fact]
    public void Pair_PutsTheFirstInTheLowerHalf()
    {
        float[] first = [.. Enumerable.Range(0, 8).Select(i => (float)i)];
        float[] second = [.. Enumerable.Range(0, 8).Select(i => -2f * i)];
        float[] words = new float[8];
        fixed (float* a = first, b = second, to = words)
        {
            BFloat16.Pair(a, b, to, 8);
        }

        for (int i = 0; i < words.Length; i++)
        {
            uint word = BitConverter.SingleToUInt32Bits(words[i]);
            Assert.Equal(first[i], BitConverter.UInt32BitsToSingle(word << 16));
            Assert.Equal(second[i], BitConverter.UInt32BitsToSingle(word & 0xFFFF0000u));
        }
    }
}
