using CnnGen.Vectors;

namespace CnnGen;

/// <summary>
/// Pictures at another size. Each axis is a small sum per output pixel: shares of the covered pixels where it shrinks, the two neighbours where it grows.
/// Colours are weighted by alpha on the way, so that what is transparent lends no colour to its surroundings.
/// </summary>
internal static class Resampling
{
    public static Image Resize(Image image, int height, int width)
    {
        var result = new Image(height, width, image.Channels);
        if (height == image.Height && width == image.Width)
        {
            image.Pixels.CopyTo(result.Pixels, 0);
            return result;
        }

        int channels = image.Channels;
        float[] values = image.HasAlpha ? Premultiplied(image) : Floats(image);
        ResamplingAxis rows = new(image.Height, height);
        ResamplingAxis columns = new(image.Width, width);

        // The order with fewer values between the two passes, which then never exceed the larger of the two pictures.
        values = (long)image.Height * width <= (long)height * image.Width
            ? rows.ApplyToRows(columns.ApplyToColumns(values, channels), width * channels)
            : columns.ApplyToColumns(rows.ApplyToRows(values, image.Width * channels), channels);
        Store(values, channels, image.HasAlpha, result.Pixels);
        return result;
    }

    private static float[] Floats(Image image)
    {
        float[] values = new float[image.Pixels.Length];
        PixelConversion.Divide(image.Pixels, values, 1);
        return values;
    }

    private static float[] Premultiplied(Image image)
    {
        float[] values = Floats(image);
        for (int pixel = 0; pixel < values.Length; pixel += image.Channels)
        {
            int alpha = pixel + image.Channels - 1;
            for (int i = pixel; i < alpha; i++)
            {
                values[i] *= values[alpha] / 255;
            }
        }

        return values;
    }

    private static void Store(ReadOnlySpan<float> values, int channels, bool hasAlpha, byte[] pixels)
    {
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            int alpha = i - (i % channels) + channels - 1;
            if (hasAlpha && i != alpha)
            {
                value = values[alpha] > 0 ? value * 255 / values[alpha] : 0;
            }

            // Halves go to the even number: upwards they would brighten an image that is halved by an eighth of a step.
            pixels[i] = (byte)Math.Clamp(MathF.Round(value), 0, 255);
        }
    }
}
