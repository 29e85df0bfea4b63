namespace CnnGen;

/// <summary>Changes of tones, of values from 0 to 1, as torchvision's functions of these names make them.</summary>
internal static class ToneAdjustment
{
    private const int Levels = 256;

    /// <summary>Between the image and its blurred version: 1 leaves it, 0 blurs, more sharpens. The border stays.</summary>
    public static void Sharpness(AugmentedImage image, float factor)
    {
        const float Middle = 5f / 13;
        const float Around = 1f / 13;
        image.Values.CopyTo(image.Scratch);
        int rowLength = image.Width * image.Channels;
        for (int y = 1; y < image.Height - 1; y++)
        {
            for (int i = image.Channels; i < rowLength - image.Channels; i++)
            {
                int at = (y * rowLength) + i;
                float sum = 0;
                for (int row = -1; row <= 1; row++)
                {
                    for (int column = -1; column <= 1; column++)
                    {
                        sum += image.Scratch[at + (row * rowLength) + (column * image.Channels)];
                    }
                }

                float blurred = (sum * Around) + (image.Scratch[at] * (Middle - Around));
                image.Values[at] = Math.Clamp((factor * image.Scratch[at]) + ((1 - factor) * blurred), 0, 1);
            }
        }
    }

    /// <summary>Keeps the highest bits of the eight that a value has.</summary>
    public static void Posterize(AugmentedImage image, int bits)
    {
        int mask = 0xFF << (8 - bits);
        foreach (ref float value in image.Values)
        {
            value = (Level(value) & mask) / (float)(Levels - 1);
        }
    }

    /// <summary>Inverts values from a threshold on.</summary>
    public static void Solarize(AugmentedImage image, float threshold)
    {
        foreach (ref float value in image.Values)
        {
            value = value >= threshold ? 1 - value : value;
        }
    }

    /// <summary>Stretches each channel from 0 to 1.</summary>
    public static void AutoContrast(AugmentedImage image)
    {
        for (int channel = 0; channel < image.Channels; channel++)
        {
            (float least, float most) = (float.MaxValue, float.MinValue);
            for (int i = channel; i < image.Values.Length; i += image.Channels)
            {
                least = Math.Min(least, image.Values[i]);
                most = Math.Max(most, image.Values[i]);
            }

            for (int i = channel; most > least && i < image.Values.Length; i += image.Channels)
            {
                image.Values[i] = (image.Values[i] - least) / (most - least);
            }
        }
    }

    /// <summary>Makes all of 256 levels equally frequent, as far as that goes, in each channel.</summary>
    public static void Equalize(AugmentedImage image)
    {
        Span<int> counts = stackalloc int[Levels];
        Span<int> map = stackalloc int[Levels];
        for (int channel = 0; channel < image.Channels; channel++)
        {
            counts.Clear();
            int highest = 0;
            for (int i = channel; i < image.Values.Length; i += image.Channels)
            {
                int level = Level(image.Values[i]);
                counts[level]++;
                highest = Math.Max(highest, level);
            }

            int step = ((image.Height * image.Width) - counts[highest]) / (Levels - 1);
            if (step == 0)
            {
                continue;
            }

            int sum = step / 2;
            for (int level = 0; level < Levels; level++)
            {
                map[level] = Math.Min(sum / step, Levels - 1);
                sum += counts[level];
            }

            for (int i = channel; i < image.Values.Length; i += image.Channels)
            {
                image.Values[i] = map[Level(image.Values[i])] / (float)(Levels - 1);
            }
        }
    }

    private static int Level(float value) => (int)Math.Clamp(MathF.Round(value * (Levels - 1)), 0, Levels - 1);
}
