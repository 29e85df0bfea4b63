using Xunit;

namespace CnnGen.Imaging.Tests;

public sealed class ResizeTests
{
    public static TheoryData<ResizeFilter, int, int> Cases()
    {
        TheoryData<ResizeFilter, int, int> cases = [];
        foreach (ResizeFilter filter in Enum.GetValues<ResizeFilter>())
        {
            foreach ((int width, int height) in ((int, int)[])[(61, 20), (30, 45), (24, 24), (7, 5), (90, 70), (33, 61)])
            {
                cases.Add(filter, height, width);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Resize_GivesPillowsPixels(ResizeFilter filter, int height, int width)
    {
        Image resized = PillowPicture.Expected("photo.png").Resize(height, width, filter);

        Assert.Equal(0, PillowPicture.Difference(PillowPicture.Expected($"{filter}-{height}x{width}.png"), resized));
    }

    [Fact]
    public void Resize_OfTransparentAndGreyPictures_GivesPillowsPixels()
    {
        Image transparent = PillowPicture.Expected("photo-alpha.png").Resize(24, 24, ResizeFilter.Bicubic);
        Image grey = PillowPicture.Expected("photo.png").WithChannels(1).Resize(24, 24, ResizeFilter.Bilinear);

        Assert.Equal(0, PillowPicture.Difference(PillowPicture.Expected("alpha-24x24.png"), transparent));
        Assert.Equal(0, PillowPicture.Difference(PillowPicture.Expected("grey-24x24.png"), grey));
    }

    [Fact]
    public void Resize_ToNothing_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Image(2, 2, 1).Resize(0, 1, ResizeFilter.Box));
}
