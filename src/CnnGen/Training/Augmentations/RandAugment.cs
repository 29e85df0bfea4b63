using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Some of fourteen changes, drawn for each image, all of one strength (Cubuk et al., "RandAugment", 2020), with the ranges of torchvision's class of this
/// name. Of values from 0 to 1; masks and boxes move with the image.
/// </summary>
public sealed class RandAugment : Augmentation
{
    private const int Bins = 31;
    private const int Kinds = 14;

    private readonly int _operations;
    private readonly int _magnitude;

    /// <summary>Sets number and strength.</summary>
    /// <param name="operations">Changes an image.</param>
    /// <param name="magnitude">From 0, next to nothing, to 30.</param>
    public RandAugment(int operations = 2, int magnitude = 9)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(operations);
        ArgumentOutOfRangeException.ThrowIfNegative(magnitude);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(magnitude, Bins);
        _operations = operations;
        _magnitude = magnitude;
    }

    /// <summary>What enters at the border.</summary>
    public float Fill { get; init; }

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        for (int i = 0; i < _operations; i++)
        {
            int kind = random.NextInt(Kinds);
            double sign = random.NextInt(2) == 0 ? 1 : -1;
            Change(image, kind, sign, _magnitude / (Bins - 1d));
        }
    }

    /// <summary>One change.</summary>
    /// <param name="image">The image.</param>
    /// <param name="kind">Which one, below 14.</param>
    /// <param name="sign">1 or −1, where there are two directions.</param>
    /// <param name="strength">0 to 1.</param>
    internal void Change(AugmentedImage image, int kind, double sign, double strength)
    {
        const double MostShear = 0.3;
        const double MostTranslation = 150d / 331;
        const double MostRotation = 30;
        double factor = 1 + (sign * 0.9 * strength);
        switch (kind)
        {
            case 0:
                break; // the identity
            case 1:
                Warp(image, new AffineWarp(1, -sign * MostShear * strength, 0, 1, 0, 0));
                break;
            case 2:
                Warp(image, new AffineWarp(1, 0, -sign * MostShear * strength, 1, 0, 0));
                break;
            case 3:
                Warp(image, AffineWarp.Shift(Math.Truncate(sign * MostTranslation * strength * image.Width), 0));
                break;
            case 4:
                Warp(image, AffineWarp.Shift(0, Math.Truncate(sign * MostTranslation * strength * image.Height)));
                break;
            case 5:
                Warp(image, AffineWarp.Rotation(sign * MostRotation * strength));
                break;
            case 6:
                ColorAdjustment.Brightness(image, (float)factor);
                break;
            case 7:
                ColorAdjustment.Saturation(image, (float)factor);
                break;
            case 8:
                ColorAdjustment.Contrast(image, (float)factor);
                break;
            case 9:
                ToneAdjustment.Sharpness(image, (float)factor);
                break;
            case 10:
                ToneAdjustment.Posterize(image, 8 - (int)Math.Round(4 * strength));
                break;
            case 11:
                ToneAdjustment.Solarize(image, (float)(1 - strength));
                break;
            case 12:
                ToneAdjustment.AutoContrast(image);
                break;
            case 13:
                ToneAdjustment.Equalize(image);
                break;
        }
    }

    private void Warp(AugmentedImage image, AffineWarp warp) => ImageWarp.Apply(image, warp, Fill);
}
