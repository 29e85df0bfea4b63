using System.Runtime.CompilerServices;

namespace CnnGen.Imaging;

/// <summary>Pictures at another size: rows first, then columns, 8 bits in between, alpha multiplied in on the way; as Pillow does it.</summary>
internal static class FilteredResize
{
    private const int Half = 1 << (FilterAxis.FractionBits - 1);

    public static Image Run(Image image, int height, int width, ResizeFilter filter)
    {
        Image result = new(height, width, image.Channels);
        if (filter == ResizeFilter.Nearest)
        {
            Nearest(image, result);
            return result;
        }

        // Asked of it before anything is computed, so that an unknown filter is refused at equal sizes, too.
        FilterAxis columns = new(image.Width, width, filter);
        FilterAxis rows = new(image.Height, height, filter);
        byte[] values = image.HasAlpha ? Premultiplied(image) : image.Pixels;
        if (width != image.Width)
        {
            values = Columns(values, image.Height, image.Width, image.Channels, columns);
        }

        if (height != image.Height)
        {
            Rows(values, width * image.Channels, rows, result.Pixels);
        }
        else
        {
            values.CopyTo(result.Pixels, 0);
        }

        if (image.HasAlpha)
        {
            Unpremultiply(result);
        }

        return result;
    }

    private static void Nearest(Image image, Image result)
    {
        double down = (double)image.Height / result.Height;
        double right = (double)image.Width / result.Width;
        int channels = image.Channels;
        int to = 0;
        for (int y = 0; y < result.Height; y++)
        {
            int row = (int)((y + 0.5) * down) * image.Width;
            for (int x = 0; x < result.Width; x++, to += channels)
            {
                image.Pixels.AsSpan((row + (int)((x + 0.5) * right)) * channels, channels).CopyTo(result.Pixels.AsSpan(to));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static byte[] Columns(byte[] values, int height, int width, int channels, FilterAxis axis)
    {
        byte[] result = new byte[height * axis.Length * channels];
        int to = 0;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = values.AsSpan(y * width * channels, width * channels);
            for (int x = 0; x < axis.Length; x++)
            {
                ReadOnlySpan<int> weights = axis.Weights(x);
                ReadOnlySpan<byte> source = row.Slice(axis.First(x) * channels, weights.Length * channels);
                if (channels == 3)
                {
                    (int red, int green, int blue) = (Half, Half, Half);
                    int from = 0;
                    for (int k = 0; k < weights.Length; k++, from += 3)
                    {
                        red += source[from] * weights[k];
                        green += source[from + 1] * weights[k];
                        blue += source[from + 2] * weights[k];
                    }

                    result[to++] = ToByte(red);
                    result[to++] = ToByte(green);
                    result[to++] = ToByte(blue);
                    continue;
                }

                for (int channel = 0; channel < channels; channel++)
                {
                    int sum = Half;
                    for (int k = 0; k < weights.Length; k++)
                    {
                        sum += source[(k * channels) + channel] * weights[k];
                    }

                    result[to++] = ToByte(sum);
                }
            }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(byte[] values, int rowLength, FilterAxis axis, byte[] result)
    {
        int[] sums = new int[rowLength];
        for (int y = 0; y < axis.Length; y++)
        {
            sums.AsSpan().Fill(Half);
            ReadOnlySpan<int> weights = axis.Weights(y);
            for (int k = 0; k < weights.Length; k++)
            {
                int weight = weights[k];
                ReadOnlySpan<byte> row = values.AsSpan((axis.First(y) + k) * rowLength, sums.Length);
                for (int i = 0; i < row.Length; i++)
                {
                    sums[i] += row[i] * weight;
                }
            }

            Span<byte> output = result.AsSpan(y * rowLength, rowLength);
            for (int i = 0; i < output.Length; i++)
            {
                output[i] = ToByte(sums[i]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte ToByte(int sum) => (byte)Math.Clamp(sum >> FilterAxis.FractionBits, 0, 255);

    private static byte[] Premultiplied(Image image)
    {
        byte[] values = (byte[])image.Pixels.Clone();
        for (int pixel = 0; pixel < values.Length; pixel += image.Channels)
        {
            int alpha = values[pixel + image.Channels - 1];
            foreach (ref byte value in values.AsSpan(pixel, image.Channels - 1))
            {
                int product = (value * alpha) + 128;
                value = (byte)(((product >> 8) + product) >> 8);
            }
        }

        return values;
    }

    private static void Unpremultiply(Image image)
    {
        byte[] values = image.Pixels;
        for (int pixel = 0; pixel < values.Length; pixel += image.Channels)
        {
            int alpha = values[pixel + image.Channels - 1];
            if (alpha is 0 or 255)
            {
                continue;
            }

            foreach (ref byte value in values.AsSpan(pixel, image.Channels - 1))
            {
                value = (byte)Math.Min(255, 255 * value / alpha);
            }
        }
    }
}
