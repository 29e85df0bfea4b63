using CnnGen.Reference.Operators;

namespace CnnGen.Integration.Tests.RandomNetworks;

/// <summary>Appends layers that only change the size of the image.</summary>
internal sealed class RandomShapes(Random random, NetworkDraft draft)
{
    private const int LargestImage = 30; // rows or columns

    public void ZeroPad()
    {
        if (random.Next(2) == 0)
        {
            int size = random.Next(1, 3);
            draft.Append(new LayerText("ZeroPad", $"{size}"), new ZeroPad(size, size, size, size));
        }
        else
        {
            (int top, int bottom, int left, int right) = (random.Next(3), random.Next(3), random.Next(3), random.Next(3));
            (int before, int after) = random.Next(2) == 0 ? (0, 0) : (random.Next(4), random.Next(4));
            LayerText text = new("ZeroPad", $"{top}", $"{bottom}", $"{left}", $"{right}");
            text.Set("ChannelsBefore", $"{before}").Set("ChannelsAfter", $"{after}");
            draft.Append(text, new ZeroPad(top, bottom, left, right, before, after));
        }
    }

    public void Upsample()
    {
        int height = Scale(draft.Shape.Height);
        int width = Scale(draft.Shape.Width);
        LayerText text = height == width && random.Next(2) == 0 ? new LayerText("Upsample", $"{height}") : new LayerText("Upsample", $"{height}", $"{width}");
        Func<double, int, double>? place = null;
        if (random.Next(3) > 0)
        {
            text.Set("Mode", "Interpolation.Bilinear");
            place = CnnGen.Reference.Operators.Upsample.HalfPixel;
            if (random.Next(2) == 0)
            {
                text.Set("Coordinates", "UpsampleCoordinates.Asymmetric");
                place = CnnGen.Reference.Operators.Upsample.Asymmetric;
            }
        }

        draft.Append(text, new Upsample(height, width, place));
    }

    /// <summary>A number for each channel from the image itself, and its product with every pixel: squeeze and excitation.</summary>
    public void ScaleChannels(RandomLayers layers)
    {
        int image = draft.Current;
        layers.GlobalAveragePool();
        layers.Sigmoid();
        int weights = draft.Current;
        draft.Append(new LayerText("Multiply", $"\"{draft.Label(image)}\""), new Multiply(), weights, image);
    }

    private int Scale(int size) => random.Next(1, Math.Max(1, Math.Min(4, LargestImage / size)) + 1);
}
