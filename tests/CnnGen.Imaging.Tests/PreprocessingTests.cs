using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class PreprocessingTests
{
    [Fact]
    public void ImageNet_IsResizeCropDivideAndNormalize()
    {
        Image photo = PillowPicture.Expected("photo.png");
        ImagePreprocessing preparation = ImagePreprocessing.ImageNet(21);

        float[] values = preparation.Apply(photo);

        // Shorter side 24, the longer one 24·61/45 = 32.53 without the fraction; the crop begins at round(1.5) = 2 and round(5.5) = 6: halves to even.
        Image expected = photo.Resize(24, 32, ResizeFilter.Bilinear).Crop(2, 6, 21, 21);
        float[] mean = [0.485f, 0.456f, 0.406f];
        float[] deviation = [0.229f, 0.224f, 0.225f];
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(((expected.Pixels[i] / 255f) - mean[i % 3]) / deviation[i % 3], values[i]);
        }
    }

    [Theory]
    [InlineData(ImageFit.Crop)]
    [InlineData(ImageFit.Stretch)]
    [InlineData(ImageFit.Pad)]
    public void EveryFit_GivesTheNetworksSize(ImageFit fit)
    {
        foreach ((int height, int width) in ((int, int)[])[(1, 1), (1, 90), (90, 1), (13, 17), (200, 31)])
        {
            Image prepared = new ImagePreprocessing(20, 30) { Fit = fit }.Prepare(new Image(height, width, 1));

            Assert.Equal((20, 30, 3), (prepared.Height, prepared.Width, prepared.Channels));
        }
    }

    [Fact]
    public void Pad_KeepsTheProportion_InTheMiddleOfGrey()
    {
        Image white = new(10, 40, 1);
        white.Pixels.AsSpan().Fill(255);

        Image prepared = new ImagePreprocessing(20, 20, 1) { Fit = ImageFit.Pad }.Prepare(white);

        for (int y = 0; y < 20; y++)
        {
            Assert.All(prepared.Pixels[(y * 20)..((y + 1) * 20)], value => Assert.Equal(y is >= 7 and < 12 ? 255 : 114, value));
        }
    }

    [Fact]
    public void CenterCrop_OfASmallerPicture_IsBlackAround()
    {
        Image white = new(1, 2, 1, [255, 255]);

        Assert.Equal([0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0], white.CenterCrop(3, 4).Pixels);
    }

    [Fact]
    public void WithChannels_ConvertsAsPillowDoes()
    {
        Image color = new(1, 2, 4, [255, 0, 0, 128, 10, 20, 30, 255]);

        Assert.Equal([76, 18], color.WithChannels(1).Pixels);
        Assert.Equal([76, 128, 18, 255], color.WithChannels(2).Pixels);
        Assert.Equal([255, 0, 0, 10, 20, 30], color.WithChannels(3).Pixels);
        Assert.Equal([7, 7, 7, 255], new Image(1, 1, 1, [7]).WithChannels(4).Pixels);
    }

    [Fact]
    public void Normalization_OfOtherChannels_NamesBothNumbers()
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ImagePreprocessing(4, 4, 1, Normalization.ImageNet));

        Assert.Contains("of 3 channels, the images have 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Crop_OutsideThePicture_NamesBothSizes()
    {
        var refusal = Assert.Throws<ArgumentOutOfRangeException>(() => new Image(4, 5, 1).Crop(2, 0, 3, 5));

        Assert.Contains("3×5 pixels from row 2, column 0 on do not lie within 4×5", refusal.Message, StringComparison.Ordinal);
    }
}
