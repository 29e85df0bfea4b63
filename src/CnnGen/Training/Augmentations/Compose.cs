using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Several augmentations, one after the other.</summary>
/// <param name="augmentations">In their order.</param>
public sealed class Compose(params Augmentation[] augmentations) : Augmentation
{
    private readonly Augmentation[] _augmentations = [.. augmentations];

    /// <inheritdoc/>
    public override void Apply(AugmentedImage image, ref RandomSource random)
    {
        foreach (Augmentation augmentation in _augmentations)
        {
            augmentation.Apply(image, ref random);
        }
    }
}
