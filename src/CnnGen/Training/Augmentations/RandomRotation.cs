using System.Runtime.CompilerServices;
using CnnGen.Runtime;

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
        int rowLength = image.Width * image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            // Where the row's first pixel comes from: the same rotation backwards.
            double fromX = centreX - (centreX * cosine) - ((y - centreY) * sine);
            double fromY = centreY - (centreX * sine) + ((y - centreY) * cosine);
            TurnRow(image, fromX, fromY, cosine, sine, image.Scratch.Slice(y * rowLength, rowLength));
        }

        image.Scratch.CopyTo(image.Values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TurnRow(in AugmentedImage image, double fromX, double fromY, double cosine, double sine, Span<float> row)
    {
        ReadOnlySpan<float> values = image.Values;
        int channels = image.Channels;
        int rowLength = image.Width * channels;
        for (int x = 0; x < image.Width; x++)
        {
            float sourceX = (float)(fromX + (x * cosine));
            float sourceY = (float)(fromY + (x * sine));
            int left = (int)MathF.Floor(sourceX);
            int top = (int)MathF.Floor(sourceY);
            float right = sourceX - left;
            float down = sourceY - top;
            if ((uint)left < (uint)(image.Width - 1) && (uint)top < (uint)(image.Height - 1))
            {
                int at = (top * rowLength) + (left * channels);
                for (int c = 0; c < channels; c++, at++)
                {
                    row[(x * channels) + c] = Blend(values[at], values[at + channels], values[at + rowLength], values[at + rowLength + channels], right, down);
                }
            }
            else
            {
                for (int c = 0; c < channels; c++)
                {
                    row[(x * channels) + c] = Blend(
                        Value(image, top, left, c), Value(image, top, left + 1, c),
                        Value(image, top + 1, left, c), Value(image, top + 1, left + 1, c), right, down);
                }
            }
        }
    }

    private static float Blend(float topLeft, float topRight, float bottomLeft, float bottomRight, float right, float down)
    {
        float above = (topLeft * (1 - right)) + (topRight * right);
        float below = (bottomLeft * (1 - right)) + (bottomRight * right);
        return (above * (1 - down)) + (below * down);
    }

    private float Value(in AugmentedImage image, int y, int x, int channel) =>
        (uint)y < (uint)image.Height && (uint)x < (uint)image.Width ? image.Values[(((y * image.Width) + x) * image.Channels) + channel] : fill;
}
