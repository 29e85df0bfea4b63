using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Changes brightness, contrast, saturation and hue in a random order, as torchvision's class of this name. Of values from 0 to 1.</summary>
public sealed class ColorJitter : Augmentation
{
    /// <summary>The factor of brightness lies within so much of 1.</summary>
    public double Brightness { get; init => field = OptimizerSetting.Checked(nameof(Brightness), value, 0, 1); }

    /// <summary>The factor of contrast lies within so much of 1.</summary>
    public double Contrast { get; init => field = OptimizerSetting.Checked(nameof(Contrast), value, 0, 1); }

    /// <summary>The factor of saturation lies within so much of 1.</summary>
    public double Saturation { get; init => field = OptimizerSetting.Checked(nameof(Saturation), value, 0, 1); }

    /// <summary>How far hues turn to each side; ½ is to the opposite colour.</summary>
    public double Hue { get; init => field = OptimizerSetting.Checked(nameof(Hue), value, 0, 0.5); }

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        Span<int> order = [0, 1, 2, 3];
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        // All four are drawn, so that what one is set to does not change the others.
        float brightness = Around(1, Brightness, ref random);
        float contrast = Around(1, Contrast, ref random);
        float saturation = Around(1, Saturation, ref random);
        float hue = Around(0, Hue, ref random);
        foreach (int step in order)
        {
            switch (step)
            {
                case 0 when Brightness > 0:
                    ColorAdjustment.Brightness(image, brightness);
                    break;
                case 1 when Contrast > 0:
                    ColorAdjustment.Contrast(image, contrast);
                    break;
                case 2 when Saturation > 0:
                    ColorAdjustment.Saturation(image, saturation);
                    break;
                case 3 when Hue > 0:
                    ColorAdjustment.Hue(image, hue);
                    break;
            }
        }
    }

    private static float Around(double middle, double range, ref RandomSource random) => (float)(middle + (((2 * random.NextDouble()) - 1) * range));
}
