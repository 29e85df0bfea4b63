using CnnGen.Testing;
using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class ImageFileTests
{
    [Theory]
    [InlineData("420.jpg")]
    [InlineData("422.jpg")]
    [InlineData("444.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("progressive-444.jpg")]
    [InlineData("grey.jpg")]
    [InlineData("grey-progressive.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("optimized.jpg")]
    [InlineData("low.jpg")]
    [InlineData("narrow.jpg")]
    [InlineData("pixel.jpg")]
    [InlineData("1.bmp")]
    [InlineData("8.bmp")]
    [InlineData("24.bmp")]
    [InlineData("32.bmp")]
    [InlineData("grey.bmp")]
    [InlineData("rgb.gif")]
    [InlineData("rows.gif")]
    [InlineData("transparent.gif")]
    [InlineData("24.tga")]
    [InlineData("32.tga")]
    [InlineData("grey.tga")]
    [InlineData("runs.tga")]
    [InlineData("palette.tga")]
    [InlineData("grey-runs.tga")]
    public void Load_GivesPillowsPixels(string name)
    {
        Image image = ImageFile.Load(PillowPicture.PathOf(name));

        Assert.Equal(0, PillowPicture.Difference(PillowPicture.Expected(name + ".png"), image));
    }

    [Fact]
    public void Load_OfAPhotographTurnedByExif_IsUpright()
    {
        Image upright = ImageFile.Load(PillowPicture.PathOf("exif1.jpg"));
        for (int orientation = 2; orientation <= 8; orientation++)
        {
            Image stored = ImageFile.Load(PillowPicture.PathOf($"exif{orientation}.jpg"), upright: false);
            Image seen = ImageFile.Load(PillowPicture.PathOf($"exif{orientation}.jpg"));

            Assert.Equal(upright.Pixels, stored.Pixels);
            for (int y = 0; y < seen.Height; y++)
            {
                for (int x = 0; x < seen.Width; x++)
                {
                    (int row, int column) = Stored(orientation, y, x);
                    Assert.Equal(Pixel(upright, row, column), Pixel(seen, y, x));
                }
            }
        }

        // Where each pixel of a picture of 16 rows and 24 columns was stored, as the EXIF standard defines the eight orientations.
        static (int Row, int Column) Stored(int orientation, int y, int x) => orientation switch
        {
            2 => (y, 23 - x),
            3 => (15 - y, 23 - x),
            4 => (15 - y, x),
            5 => (x, y),
            6 => (15 - x, y),
            7 => (15 - x, 23 - y),
            _ => (x, 23 - y),
        };

        static byte[] Pixel(Image image, int y, int x) => image.Pixels[(((y * image.Width) + x) * 3)..][..3];
    }

    [Theory]
    [InlineData("420.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("24.bmp")]
    [InlineData("24.tga")]
    [InlineData("runs.tga")]
    [InlineData("rgb.gif")]
    public void Load_OfATruncatedFile_IsRefused(string name)
    {
        byte[] content = PillowPicture.Bytes(name);
        for (int length = 0; length < content.Length - 30; length += 7)
        {
            var refusal = Assert.Throws<ImageFileException>(() => ImageFile.Load(content.AsSpan(0, length), "cut.file"));
            Assert.Contains("cut.file", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_WithoutTheEndMarker_ShowsAWholePicture()
    {
        byte[] content = PillowPicture.Bytes("420.jpg");

        Assert.Equal(ImageFile.Load(content).Pixels, ImageFile.Load(content.AsSpan(0, content.Length - 2)).Pixels);
    }

    [Fact]
    public void Load_OfTooManyPixels_NamesBothNumbers()
    {
        var refusal = Assert.Throws<ImageFileException>(() => ImageFile.Load(PillowPicture.PathOf("420.jpg"), maximumPixels: 61 * 45 - 1));

        Assert.Contains("61×45 exceeds the 2744 pixels", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<ImageFileException>(() => ImageFile.Load(PillowPicture.PathOf("photo.png"), maximumPixels: 61 * 45 - 1));
        ImageFile.Load(PillowPicture.PathOf("420.jpg"), maximumPixels: 61 * 45);
    }

    [Fact]
    public void Load_OfText_SaysWhichKindsAreRead()
    {
        var refusal = Assert.Throws<ImageFileException>(() => ImageFile.Load("a,b,c\n1,2,3\n4,5,6\n7,8,9"u8, "list.csv"));

        Assert.Equal("list.csv: not a picture of a kind that is read; JPEG, PNG, BMP, GIF and TGA are.", refusal.Message);
    }

    [Theory]
    [InlineData("a.png", 0)]
    [InlineData("a.bmp", 0)]
    [InlineData("a.tga", 0)]
    [InlineData("a.jpg", 24)]
    public void Save_WritesWhatLoadReads(string name, int largestDifference)
    {
        using TemporaryFolder folder = new("save");
        Image photo = PillowPicture.Expected("photo.png");
        string path = Path.Combine(folder.Path, name);

        ImageFile.Save(photo, path, quality: 95);

        Assert.InRange(PillowPicture.Difference(photo, ImageFile.Load(path)), 0, largestDifference);
        Assert.Equal(name, Path.GetFileName(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Fact]
    public void Save_OfAGif_IsRefused() =>
        Assert.Contains("ends in", Assert.Throws<ArgumentException>(() => ImageFile.Save(new Image(1, 1, 3), "a.gif")).Message, StringComparison.Ordinal);
}
