using CnnGen.Runtime;
using Xunit;

namespace CnnGen.Tests.Imaging;

public sealed class ImageTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(6, 9, 2)]
    [InlineData(40, 31, 3)]
    [InlineData(3, 200, 4)]
    public void ASavedImage_LoadsAsItWas(int height, int width, int channels)
    {
        using var folder = new TemporaryFolder();
        Image image = Noise(height, width, channels);

        image.Save(folder["a.png"]);
        Image loaded = Image.Load(folder["a.png"]);

        Assert.Equal((height, width, channels), (loaded.Height, loaded.Width, loaded.Channels));
        Assert.Equal(image.Pixels, loaded.Pixels);
    }

    [Fact]
    public void ASmoothImage_IsSavedWithFiltersThatShrinkIt()
    {
        var image = new Image(64, 64, 3);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)((i / 192) + (i % 192));
        }

        var content = new MemoryStream();
        image.Save(content);

        Assert.InRange(content.Length, 1, 600);
        content.Position = 0;
        Assert.Equal(image.Pixels, Image.Load(content).Pixels);
    }

    [Fact]
    public void SizesThatDoNotFit_AreErrors()
    {
        Assert.Throws<ArgumentException>(() => new Image(2, 2, 1, new byte[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(0, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, 2, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(1 << 20, 1 << 20, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, 2, 1).Resize(0, 1));
    }

    [Fact]
    public void Grey_WeighsColoursByBt601()
    {
        var image = new Image(1, 5, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 100, 200]);

        // 0.299·255 = 76.2, 0.587·255 = 149.7, 0.114·255 = 29.1, 2.99 + 58.7 + 22.8 = 84.5
        Assert.Equal([76, 150, 29, 255, 84], image.ToGrey().Pixels);
    }

    [Fact]
    public void WhatIsTransparent_ShowsTheBackground()
    {
        var grey = new Image(1, 3, 2, [100, 255, 100, 0, 100, 128]);
        var color = new Image(1, 2, 4, [50, 50, 50, 255, 50, 50, 50, 0]);

        Assert.Equal([100, 255, 177], grey.ToGrey().Pixels);
        Assert.Equal([100, 0, 50], grey.ToGrey(background: 0).Pixels);
        Assert.Equal([50, 7], color.ToGrey(background: 7).Pixels);
    }

    [Fact]
    public void Floats_AreFractionsOf255() => Assert.Equal([0f, 51 / 255f, 1f], new Image(1, 1, 3, [0, 51, 255]).ToFloats());

    internal static Image Noise(int height, int width, int channels)
    {
        var random = new RandomSource(height + width);
        var image = new Image(height, width, channels);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            image.Pixels[i] = (byte)random.NextInt(256);
        }

        return image;
    }
}
