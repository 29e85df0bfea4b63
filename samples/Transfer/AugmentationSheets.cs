using CnnGen;
using CnnGen.Imaging;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>Makes the pictures of docs/augmentation.md: what each augmentation does to one photograph, for six seeds.</summary>
internal static class AugmentationSheets
{
    private const int Side = 120;
    private const int Variants = 6;

    private static readonly (string Name, Augmentation Augmentation)[] s_all =
    [
        ("RandomResizedCrop", new RandomResizedCrop(0.2)),
        ("RandomFlip", new RandomFlip()),
        ("RandomVerticalFlip", new RandomVerticalFlip()),
        ("RandomShift", new RandomShift(20)),
        ("RandomRotation", new RandomRotation(30)),
        ("RandomAffine", new RandomAffine(25) { TranslateHorizontally = 0.15, TranslateVertically = 0.15, LeastScale = 0.7, MostScale = 1.2, Shear = 20 }),
        ("ColorJitter", new ColorJitter { Brightness = 0.4, Contrast = 0.4, Saturation = 0.6, Hue = 0.3 }),
        ("RandomGrayscale", new RandomGrayscale(0.5)),
        ("GaussianBlur", new GaussianBlur(9, 0.3, 3)),
        ("RandomErasing", new RandomErasing(1)),
        ("RandAugment", new RandAugment(2, 14)),
    ];

    private static readonly (string Name, BatchMixing Mixing)[] s_mixings = [("MixUp", new MixUp(1)), ("CutMix", new CutMix())];

    public static void Write(string photograph, string other, string folder)
    {
        Image photo = Load(photograph);
        Directory.CreateDirectory(folder);
        foreach ((string name, Augmentation augmentation) in s_all)
        {
            Image[] variants = [.. Enumerable.Range(1, Variants).Select(seed => Augmented(photo, augmentation, seed))];
            ImageFile.Save(ImageSheet.Of(variants, Variants), Path.Combine(folder, name + ".jpg"), quality: 85);
        }

        Image second = Load(other);
        foreach ((string name, BatchMixing mixing) in s_mixings)
        {
            Image[] variants = [.. Enumerable.Range(1, Variants).Select(seed => Mixed(photo, second, mixing, seed))];
            ImageFile.Save(ImageSheet.Of(variants, Variants), Path.Combine(folder, name + ".jpg"), quality: 85);
        }
    }

    private static Image Load(string path) => ImageFile.Load(path).WithChannels(3).Resize(Side, Side, ResizeFilter.Bicubic);

    private static Image Mixed(Image photo, Image other, BatchMixing mixing, int seed)
    {
        float[] values = [.. photo.ToFloats(), .. other.ToFloats()];
        RandomSource random = new(seed);
        mixing.Mix(values, Side, Side, 3, ref random);
        return ToImage(values.AsSpan(0, values.Length / 2));
    }

    private static Image Augmented(Image photo, Augmentation augmentation, int seed)
    {
        float[] values = photo.ToFloats();
        RandomSource random = new(seed);
        augmentation.Apply(new AugmentedImage(values, new float[values.Length], photo.Height, photo.Width, 3), ref random);
        return ToImage(values);
    }

    private static Image ToImage(ReadOnlySpan<float> values)
    {
        byte[] pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)MathF.Round(255 * Math.Clamp(values[i], 0, 1));
        }

        return new Image(Side, Side, 3, pixels);
    }
}
