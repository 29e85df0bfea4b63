using CnnGen;

namespace DigitReader;

/// <summary>A picture as ink on paper, whatever its colours were: paper is 0, the strongest stroke 255.</summary>
internal static class InkPicture
{
    /// <summary>Ink differs from paper by at least this; a smaller difference is no drawing.</summary>
    private const int LeastContrast = 16;

    /// <summary>Tells ink from paper.</summary>
    /// <param name="picture">Dark on light or light on dark, colour or grey, transparent or not.</param>
    /// <param name="name">What an error message calls it.</param>
    /// <exception cref="ImageFileException">Nothing is drawn on it.</exception>
    public static Image Of(Image picture, string name)
    {
        Image grey = picture.ToGrey();
        int paper = MedianOfBorder(grey);
        int darkest = 255;
        int lightest = 0;
        long sum = 0;
        foreach (byte value in grey.Pixels)
        {
            darkest = Math.Min(darkest, value);
            lightest = Math.Max(lightest, value);
            sum += value;
        }

        // Ink draws the mean away from the paper, to its own side.
        bool isDark = sum < (long)paper * grey.Pixels.Length;
        int contrast = isDark ? paper - darkest : lightest - paper;
        if (contrast < LeastContrast)
        {
            throw new ImageFileException($"{name}: nothing is drawn on it.");
        }

        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            int distance = isDark ? paper - grey.Pixels[i] : grey.Pixels[i] - paper;
            grey.Pixels[i] = (byte)(Math.Max(distance, 0) * 255 / contrast);
        }

        return grey;
    }

    // The border is paper; a stroke that touches it, or a dirty corner, does not move its median.
    private static int MedianOfBorder(Image grey)
    {
        int[] counts = new int[256];
        int pixels = 0;
        for (int y = 0; y < grey.Height; y++)
        {
            // The first and the last row as a whole, the two ends of the others.
            int step = y == 0 || y == grey.Height - 1 ? 1 : Math.Max(1, grey.Width - 1);
            for (int x = 0; x < grey.Width; x += step)
            {
                counts[grey.Pixels[(y * grey.Width) + x]]++;
                pixels++;
            }
        }

        int median = 0;
        for (int below = counts[0]; below <= pixels / 2; below += counts[median])
        {
            median++;
        }

        return median;
    }
}
