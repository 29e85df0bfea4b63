using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Mirrors some images, left to right; masks and boxes with them.</summary>
/// <param name="probability">How many, from 0 to 1.</param>
public sealed class RandomFlip(double probability = 0.5) : Augmentation
{
    private readonly double _probability = OptimizerSetting.Checked(nameof(probability), probability, 0, 1);

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        if (random.NextDouble() >= _probability)
        {
            return;
        }

        int rowLength = image.Width * image.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            Span<float> row = image.Values.Slice(y * rowLength, rowLength);
            row.Reverse();
            for (int x = 0; image.Channels > 1 && x < rowLength; x += image.Channels)
            {
                row.Slice(x, image.Channels).Reverse(); // the channels of a pixel keep their order
            }
        }

        ImageWarp.Annotations(image, new AffineWarp(-1, 0, 0, 1, 0, 0));
    }
}
