using CnnGen;

namespace DigitReader;

/// <summary>
/// Brings a picture of one digit into the form of MNIST's: light ink on black, fitted into 20×20 pixels, its centre of mass in the middle of 28×28.
/// </summary>
internal static class DigitPicture
{
    private const int BoxSize = 20;

    /// <summary>What is weaker is paper where the digit's edges are looked for: shadow, grain, or what compression left.</summary>
    private const byte WeakestInk = 50;

    /// <summary>The network's input.</summary>
    /// <param name="picture">Any size and colours.</param>
    /// <param name="name">What an error message calls it.</param>
    /// <exception cref="ImageFileException">Nothing is drawn on it.</exception>
    public static float[] Normalize(Image picture, string name)
    {
        Image ink = InkPicture.Of(picture, name);
        InkBox box = InkBox.Find(ink, WeakestInk);
        Image digit = box.Cut(ink);
        int longer = Math.Max(box.Height, box.Width);
        if (longer != BoxSize)
        {
            digit = digit.Resize(Fitted(box.Height, longer), Fitted(box.Width, longer));
            Strengthen(digit.Pixels);
        }

        return Centred(digit).ToFloats();
    }

    // Rounded, and never nothing: a stroke may be thinner than a pixel of the small picture.
    private static int Fitted(int length, int longer) => (int)Math.Max(1, ((2L * length * BoxSize) + longer) / (2L * longer));

    // A thin stroke grows faint where it is averaged with the paper around it; MNIST's are full in their middle.
    private static void Strengthen(Span<byte> pixels)
    {
        int strongest = 1;
        foreach (byte value in pixels)
        {
            strongest = Math.Max(strongest, value);
        }

        foreach (ref byte value in pixels)
        {
            value = (byte)(value * 255 / strongest);
        }
    }

    private static Image Centred(Image digit)
    {
        long sum = 0;
        long rows = 0;
        long columns = 0;
        for (int i = 0; i < digit.Pixels.Length; i++)
        {
            sum += digit.Pixels[i];
            rows += digit.Pixels[i] * (i / digit.Width);
            columns += digit.Pixels[i] * (i % digit.Width);
        }

        // In MNIST the centre of mass is at 14 (not at 13.5, the middle of 28 pixels). A far-off centre must not push the digit over the edge.
        int top = Math.Clamp((LeNet5.InputHeight / 2) - (int)Math.Round((double)rows / sum), 0, LeNet5.InputHeight - digit.Height);
        int left = Math.Clamp((LeNet5.InputWidth / 2) - (int)Math.Round((double)columns / sum), 0, LeNet5.InputWidth - digit.Width);
        Image image = new(LeNet5.InputHeight, LeNet5.InputWidth, 1);
        for (int y = 0; y < digit.Height; y++)
        {
            digit.Pixels.AsSpan(y * digit.Width, digit.Width).CopyTo(image.Pixels.AsSpan(((top + y) * LeNet5.InputWidth) + left));
        }

        return image;
    }
}
