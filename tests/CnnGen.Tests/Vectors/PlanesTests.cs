using CnnGen.Vectors;
using Xunit;

namespace CnnGen.Tests.Vectors;

public sealed unsafe class PlanesTests
{
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    [InlineData(3, 7)]
    [InlineData(4, 4)]
    [InlineData(6, 14)]
    [InlineData(7, 9)]
    [InlineData(13, 11)]
    public void ToChannelsLast_PutsEveryValueInItsPlace_AndNoOther(int channels, int columns)
    {
        const float Untouched = -1;
        int planeStride = columns + 3;
        int pixelStride = channels + 2;
        float[] planes = [.. Enumerable.Range(0, channels * planeStride).Select(i => (float)i)];
        float[] pixels = [.. Enumerable.Repeat(Untouched, columns * pixelStride)];
        fixed (float* from = planes, to = pixels)
        {
            Planes.ToChannelsLast(from, planeStride, to, pixelStride, channels, columns);
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            (int column, int channel) = (i / pixelStride, i % pixelStride);
            Assert.Equal(channel < channels ? planes[(channel * planeStride) + column] : Untouched, pixels[i]);
        }
    }
}
