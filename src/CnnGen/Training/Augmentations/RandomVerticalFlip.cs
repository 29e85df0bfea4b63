using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Mirrors some images, top to bottom; masks and boxes with them.</summary>
/// <param name="probability">How many, from 0 to 1.</param>
public sealed class RandomVerticalFlip(double probability = 0.5) : Augmentation
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
            image.Values.Slice(y * rowLength, rowLength).CopyTo(image.Scratch[((image.Height - 1 - y) * rowLength)..]);
        }

        image.Scratch.CopyTo(image.Values);
        ImageWarp.Annotations(image, new AffineWarp(1, 0, 0, -1, 0, 0));
    }
}
