using CnnGen;

namespace Networks.Classification;

/// <summary>How a picture becomes the input that a network was trained on.</summary>
/// <param name="ShorterSide">
/// The picture is first resized so that its shorter side has this length, then its centre is cut out; 0: the whole picture is taken.
/// </param>
/// <param name="Mean">Subtracted, a channel, from values of 0 to 1.</param>
/// <param name="Deviation">Divides what is left, a channel.</param>
internal sealed record Preprocessing(int ShorterSide, float[] Mean, float[] Deviation)
{
    /// <summary>A grey picture of the network's size, 0 to 1, as MNIST is.</summary>
    public static Preprocessing Digit { get; } = new(0, [0], [1]);

    /// <summary>torchvision's: mean and deviation of the training pictures.</summary>
    public static Preprocessing ImageNet(int shorterSide) => new(shorterSide, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <summary>Inception's: values of −1 to 1.</summary>
    public static Preprocessing Inception(int shorterSide) => new(shorterSide, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);

    /// <summary>The picture as the network's input, [row, column, channel]. What is transparent stands before white.</summary>
    public float[] Apply(Image picture, NetworkInfo network)
    {
        Image resized = Resize(picture, network.InputHeight, network.InputWidth);
        int top = (resized.Height - network.InputHeight) / 2;
        int left = (resized.Width - network.InputWidth) / 2;
        Image colored = network.InputChannels == 1 ? resized.ToGrey() : resized;
        float[] input = new float[network.InputLength];
        for (int i = 0; i < input.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, network.InputChannels);
            (int row, int column) = Math.DivRem(pixel, network.InputWidth);
            input[i] = (Value(colored, top + row, left + column, channel) - Mean[channel]) / Deviation[channel];
        }

        return input;
    }

    private Image Resize(Image picture, int height, int width)
    {
        if (ShorterSide == 0)
        {
            return picture.Resize(height, width);
        }

        double scale = (double)ShorterSide / Math.Min(picture.Height, picture.Width);
        return picture.Resize(
            Math.Max(height, (int)Math.Round(picture.Height * scale)),
            Math.Max(width, (int)Math.Round(picture.Width * scale)));
    }

    /// <summary>A value of 0 to 1; grey pictures have the same one in each channel.</summary>
    private static float Value(Image picture, int row, int column, int channel)
    {
        int pixel = ((row * picture.Width) + column) * picture.Channels;
        float value = picture.Pixels[pixel + (picture.Channels < 3 ? 0 : channel)] / 255f;
        float alpha = picture.HasAlpha ? picture.Pixels[pixel + picture.Channels - 1] / 255f : 1;
        return (value * alpha) + (1 - alpha);
    }
}
