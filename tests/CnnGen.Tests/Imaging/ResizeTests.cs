using Xunit;

namespace CnnGen.Tests.Imaging;

public sealed class ResizeTests
{
    [Fact]
    public void ASmallerImage_HasTheMeanOfWhatItCovers()
    {
        var image = new Image(2, 4, 1, [0, 10, 100, 100, 20, 30, 100, 101]);

        Assert.Equal([15, 100], image.Resize(1, 2).Pixels);
    }

    [Fact]
    public void AFractionOfAPixel_CountsAsMuch()
    {
        // Three pixels on two: the middle one is shared. (60 + ½·120)/1.5 = 80, (½·120 + 240)/1.5 = 200.
        Assert.Equal([80, 200], new Image(1, 3, 1, [60, 120, 240]).Resize(1, 2).Pixels);
        Assert.Equal([80, 200], new Image(3, 1, 1, [60, 120, 240]).Resize(2, 1).Pixels);
    }

    [Fact]
    public void ALargerImage_IsInterpolated()
    {
        // Centres of four pixels lie at −¼, ¼, ¾ and 1¼ between those of two.
        Assert.Equal([0, 25, 75, 100], new Image(1, 2, 1, [0, 100]).Resize(1, 4).Pixels);
        Assert.Equal([0, 25, 75, 100], new Image(2, 1, 1, [0, 100]).Resize(4, 1).Pixels);
    }

    [Fact]
    public void OneAxisMayGrow_WhileTheOtherShrinks() =>
        Assert.Equal([10, 35, 85, 110], new Image(2, 2, 1, [0, 100, 20, 120]).Resize(1, 4).Pixels);

    [Fact]
    public void TheSameSize_IsACopy()
    {
        Image image = ImageTests.Noise(5, 6, 4);

        Image same = image.Resize(5, 6);

        Assert.Equal(image.Pixels, same.Pixels);
        Assert.NotSame(image.Pixels, same.Pixels);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 50)]
    [InlineData(50, 3)]
    [InlineData(28, 28)]
    [InlineData(97, 131)]
    public void AnEvenColour_StaysWhatItIs(int height, int width)
    {
        for (int channels = 1; channels <= 4; channels++)
        {
            var image = new Image(31, 17, channels);
            image.Pixels.AsSpan().Fill(200);

            Assert.All(image.Resize(height, width).Pixels, value => Assert.Equal(200, value));
        }
    }

    [Fact]
    public void WhatIsTransparent_LendsNoColour()
    {
        var image = new Image(1, 2, 4, [200, 100, 50, 255, 0, 0, 0, 0]);

        Assert.Equal([200, 100, 50, 128], image.Resize(1, 1).Pixels);
        Assert.Equal([0, 0, 0, 0], new Image(1, 2, 4).Resize(1, 1).Pixels);
    }

    [Fact]
    public void AnExtremeShape_NeedsNoExtremeMemory()
    {
        var image = new Image(1, 1 << 16, 1);
        image.Pixels.AsSpan().Fill(9);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Image turned = image.Resize(1 << 16, 1);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.All(turned.Pixels, value => Assert.Equal(9, value));
    }

    [TestDataFact]
    public void Halving_KeepsTheMeanOfAPhotograph()
    {
        Image image = Image.Load(TestDataFactAttribute.PathOf("images/astronaut.png"));

        Image half = image.Resize(256, 256);

        Assert.InRange(half.Pixels.Average(value => value) - image.Pixels.Average(value => value), -0.05, 0.05);
    }
}
