using CnnGen.Numerics;

namespace CnnGen;

/// <summary>Turns images around their centre, with bilinear interpolation.</summary>
/// <param name="degrees">To each side, at most.</param>
/// <param name="fill">What enters at the border.</param>
public sealed class RandomRotation(double degrees, float fill = 0) : Augmentation
{
    private readonly double _degrees = OptimizerSetting.Checked(nameof(degrees), degrees, 0, 180);

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random) => Turn(image, ((2 * random.NextDouble()) - 1) * _degrees);

    /// <summary>Turns counter-clockwise, as seen with rows going down.</summary>
    internal void Turn(AugmentedImage image, double angle)
    {
        (double sine, double cosine) = Math.SinCos(angle * Math.PI / 180);
        double centreY = (image.Height - 1) / 2d;
        double centreX = (image.Width - 1) / 2d;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                // Where this pixel comes from: the same rotation backwards.
                double sourceX = centreX + ((x - centreX) * cosine) - ((y - centreY) * sine);
                double sourceY = centreY + ((x - centreX) * sine) + ((y - centreY) * cosine);
                Interpolate(image, sourceY, sourceX, image.Scratch.Slice(((y * image.Width) + x) * image.Channels, image.Channels));
            }
        }

        image.Scratch.CopyTo(image.Values);
    }

    private void Interpolate(AugmentedImage image, double y, double x, Span<float> pixel)
    {
        int top = (int)Math.Floor(y);
        int left = (int)Math.Floor(x);
        float down = (float)(y - top);
        float right = (float)(x - left);
        for (int c = 0; c < pixel.Length; c++)
        {
            float above = (Value(image, top, left, c) * (1 - right)) + (Value(image, top, left + 1, c) * right);
            float below = (Value(image, top + 1, left, c) * (1 - right)) + (Value(image, top + 1, left + 1, c) * right);
            pixel[c] = (above * (1 - down)) + (below * down);
        }
    }

    private float Value(AugmentedImage image, int y, int x, int channel) =>
        (uint)y < (uint)image.Height && (uint)x < (uint)image.Width ? image.Values[(((y * image.Width) + x) * image.Channels) + channel] : fill;
}
