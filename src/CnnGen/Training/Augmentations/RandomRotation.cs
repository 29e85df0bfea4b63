using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Turns images around their centre, with bilinear interpolation; masks and boxes with them.</summary>
/// <param name="degrees">To each side, at most.</param>
/// <param name="fill">What enters at the border.</param>
public sealed class RandomRotation(double degrees, float fill = 0) : Augmentation
{
    private readonly double _degrees = OptimizerSetting.Checked(nameof(degrees), degrees, 0, 180);

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random) => Turn(image, ((2 * random.NextDouble()) - 1) * _degrees);

    /// <summary>Turns counter-clockwise, as seen with rows going down.</summary>
    internal void Turn(AugmentedImage image, double angle) => ImageWarp.Apply(image, AffineWarp.Rotation(angle), fill);
}
