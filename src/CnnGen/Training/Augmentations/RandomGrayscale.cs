using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Takes the colour out of some images; they keep their three channels.</summary>
/// <param name="probability">How many, from 0 to 1.</param>
public sealed class RandomGrayscale(double probability = 0.1) : Augmentation
{
    private readonly double _probability = OptimizerSetting.Checked(nameof(probability), probability, 0, 1);

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        if (random.NextDouble() < _probability)
        {
            ColorAdjustment.Saturation(image, 0);
        }
    }
}
