using CnnGen.Runtime;

namespace CnnGen;

/// <summary>
/// Turns, moves, scales and shears images at once, with bilinear interpolation, as torchvision's class of this name; masks and boxes with them.
/// </summary>
public sealed class RandomAffine : Augmentation
{
    private readonly double _degrees;

    /// <summary>Sets the angle; the rest is set by properties.</summary>
    /// <param name="degrees">To each side, at most.</param>
    public RandomAffine(double degrees) => _degrees = OptimizerSetting.Checked(nameof(degrees), degrees, 0, 180);

    /// <summary>How far images move up or down at most, as a share of their height.</summary>
    public double TranslateVertically { get; init => field = OptimizerSetting.Checked(nameof(TranslateVertically), value, 0, 1); }

    /// <summary>How far images move to the left or right at most, as a share of their width.</summary>
    public double TranslateHorizontally { get; init => field = OptimizerSetting.Checked(nameof(TranslateHorizontally), value, 0, 1); }

    /// <summary>The smallest size, 1 being the image's own.</summary>
    public double LeastScale { get; init => field = OptimizerSetting.Checked(nameof(LeastScale), value, 0.01, 100); } = 1;

    /// <summary>The largest size, 1 being the image's own.</summary>
    public double MostScale { get; init => field = OptimizerSetting.Checked(nameof(MostScale), value, 0.01, 100); } = 1;

    /// <summary>Degrees to each side at most by which columns lean.</summary>
    public double Shear { get; init => field = OptimizerSetting.Checked(nameof(Shear), value, 0, 80); }

    /// <summary>What enters at the border.</summary>
    public float Fill { get; init; }

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        double degrees = Symmetric(ref random, _degrees);
        double right = Math.Round(Symmetric(ref random, TranslateHorizontally) * image.Width);
        double down = Math.Round(Symmetric(ref random, TranslateVertically) * image.Height);
        double scale = LeastScale + (random.NextDouble() * (MostScale - LeastScale));
        double shear = Symmetric(ref random, Shear);
        ImageWarp.Apply(image, AffineWarp.Of(degrees, scale, shear, 0, right, down), Fill);
    }

    private static double Symmetric(ref RandomSource random, double most) => ((2 * random.NextDouble()) - 1) * most;
}
