using CnnGen.Generator.Algorithms.Convolutions.Strassen;
using CnnGen.Generator.Operators.Shapes;
using Xunit;

namespace CnnGen.Generator.Tests.Algorithms;

/// <summary>The halves of an image.</summary>
public class PixelPairsTests
{
    [Theory]
    [InlineData(4, 6)]
    [InlineData(3, 6)]
    [InlineData(7, 7)]
    [InlineData(1, 8)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(8, 1)]
    [InlineData(1, 1)]
    public void EveryPixel_IsInOnePair(int height, int width)
    {
        int half = ((height * width) + 1) / 2;
        List<(int Pixel, int Partner)> pairs = [];
        foreach (PixelPairs rectangle in PixelPairs.Of(height, width))
        {
            for (int row = 0; row < rectangle.Rows; row++)
            {
                for (int column = 0; column < rectangle.Columns; column++)
                {
                    Assert.InRange(rectangle.Column + column, 0, width - 1);
                    Assert.InRange(rectangle.PartnerColumn + column, 0, width - 1);
                    pairs.Add(
                        (((rectangle.Row + row) * width)
                            + rectangle.Column
                            + column, ((rectangle.PartnerRow + row) * width) + rectangle.PartnerColumn + column));
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, half), pairs.Select(pair => pair.Pixel).Order());
        Assert.All(pairs, pair => Assert.Equal(pair.Pixel + half < height * width ? pair.Pixel + half : pair.Pixel, pair.Partner));
    }
}
