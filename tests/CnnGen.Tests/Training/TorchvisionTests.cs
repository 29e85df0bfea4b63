using System.Globalization;
using Xunit;

namespace CnnGen.Tests.Training;

/// <summary>Augmentations beside torchvision's functions; <c>Torchvision/make.py</c> made the numbers.</summary>
public sealed class TorchvisionTests
{
    private const int Height = 15;
    private const int Width = 18;

    private static readonly Dictionary<string, float[]> s_expected = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Torchvision", "torchvision.txt"))
        .Select(line => line.Split(' '))
        .ToDictionary(parts => parts[0], parts => parts[1..].Select(part => float.Parse(part, CultureInfo.InvariantCulture)).ToArray());

    [Theory]
    [InlineData("brightness")]
    [InlineData("contrast")]
    [InlineData("saturation")]
    [InlineData("hue")]
    [InlineData("hue-back")]
    [InlineData("blur3")]
    [InlineData("blur5")]
    [InlineData("sharpness")]
    [InlineData("posterize")]
    [InlineData("solarize")]
    [InlineData("autocontrast")]
    [InlineData("equalize")]
    [InlineData("rotate")]
    [InlineData("affine")]
    [InlineData("affine-back")]
    public void Results_AreTorchvisions(string name)
    {
        float[] values = [.. s_expected["image"]];
        AugmentedImage image = new(values, new float[values.Length], Height, Width, 3);

        Apply(name, image);

        float largest = values.Zip(s_expected[name], (actual, expected) => Math.Abs(actual - expected)).Max();
        Assert.InRange(largest, 0, 2e-6f);
        Assert.NotEqual(s_expected["image"], values);
    }

    private static void Apply(string name, AugmentedImage image)
    {
        switch (name)
        {
            case "brightness":
                ColorAdjustment.Brightness(image, 1.3f);
                break;
            case "contrast":
                ColorAdjustment.Contrast(image, 0.6f);
                break;
            case "saturation":
                ColorAdjustment.Saturation(image, 1.7f);
                break;
            case "hue":
                ColorAdjustment.Hue(image, 0.2f);
                break;
            case "hue-back":
                ColorAdjustment.Hue(image, -0.45f);
                break;
            case "blur3":
                new GaussianBlur(3).Blur(image, 0.8);
                break;
            case "blur5":
                new GaussianBlur(5).Blur(image, 1.7);
                break;
            case "sharpness":
                ToneAdjustment.Sharpness(image, 1.7f);
                break;
            case "posterize":
                ToneAdjustment.Posterize(image, 3);
                break;
            case "solarize":
                ToneAdjustment.Solarize(image, 0.6f);
                break;
            case "autocontrast":
                ToneAdjustment.AutoContrast(image);
                break;
            case "equalize":
                ToneAdjustment.Equalize(image);
                break;
            case "rotate":
                new RandomRotation(30).Turn(image, 30);
                break;
            case "affine":
                ImageWarp.Apply(image, AffineWarp.Of(20, 1.2, 10, 0, 1, -2), 0);
                break;
            default:
                ImageWarp.Apply(image, AffineWarp.Of(-50, 0.7, -15, 0, 0, 1), 0);
                break;
        }
    }
}
