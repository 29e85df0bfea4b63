namespace CnnGen;

/// <summary>Changes of brightness and colour, of values from 0 to 1, with the formulas of torchvision's <c>adjust_…</c> functions.</summary>
internal static class ColorAdjustment
{
    // ITU-R BT.601, in the three digits that PyTorch's users have.
    private const float Red = 0.2989f;
    private const float Green = 0.587f;
    private const float Blue = 0.114f;

    public static void Brightness(AugmentedImage image, float factor)
    {
        foreach (ref float value in image.Values)
        {
            value = Clamp(value * factor);
        }
    }

    /// <summary>Differences from the image's mean grey.</summary>
    public static void Contrast(AugmentedImage image, float factor)
    {
        double sum = 0;
        for (int i = 0; i < image.Values.Length; i += image.Channels)
        {
            sum += Grey(image.Values.Slice(i, image.Channels));
        }

        float mean = (float)(sum / (image.Height * image.Width));
        foreach (ref float value in image.Values)
        {
            value = Clamp((factor * value) + ((1 - factor) * mean));
        }
    }

    /// <summary>Differences from each pixel's grey. Images that are grey stay as they are.</summary>
    public static void Saturation(AugmentedImage image, float factor)
    {
        for (int i = 0; image.Channels == 3 && i < image.Values.Length; i += 3)
        {
            Span<float> pixel = image.Values.Slice(i, 3);
            float grey = Grey(pixel);
            foreach (ref float value in pixel)
            {
                value = Clamp((factor * value) + ((1 - factor) * grey));
            }
        }
    }

    /// <summary>Turns colours around the circle of hues: 1 is once around.</summary>
    public static void Hue(AugmentedImage image, float turn)
    {
        for (int i = 0; image.Channels == 3 && i < image.Values.Length; i += 3)
        {
            Span<float> pixel = image.Values.Slice(i, 3);
            float most = Math.Max(pixel[0], Math.Max(pixel[1], pixel[2]));
            float range = most - Math.Min(pixel[0], Math.Min(pixel[1], pixel[2]));
            if (range <= 0)
            {
                continue;
            }

            float hue = most == pixel[0] ? (pixel[1] - pixel[2]) / range
                : most == pixel[1] ? 2 + ((pixel[2] - pixel[0]) / range)
                : 4 + ((pixel[0] - pixel[1]) / range);
            hue = (hue / 6) + 1 + turn;
            hue = (hue - MathF.Floor(hue)) * 6;
            FromHue(hue, range / most, most, pixel);
        }
    }

    public static float Grey(ReadOnlySpan<float> pixel) => pixel.Length == 3 ? (Red * pixel[0]) + (Green * pixel[1]) + (Blue * pixel[2]) : pixel[0];

    private static void FromHue(float hue, float saturation, float value, Span<float> pixel)
    {
        int sector = (int)hue;
        float part = hue - sector;
        float least = Clamp(value * (1 - saturation));
        float falling = Clamp(value * (1 - (saturation * part)));
        float rising = Clamp(value * (1 - (saturation * (1 - part))));
        (pixel[0], pixel[1], pixel[2]) = (sector % 6) switch
        {
            0 => (value, rising, least),
            1 => (falling, value, least),
            2 => (least, value, rising),
            3 => (least, falling, value),
            4 => (rising, least, value),
            _ => (value, least, falling),
        };
    }

    private static float Clamp(float value) => Math.Clamp(value, 0, 1);
}
