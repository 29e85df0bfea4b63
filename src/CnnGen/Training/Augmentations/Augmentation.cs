using CnnGen.Runtime;

namespace CnnGen;

/// <summary>Changes training images a little, differently in every epoch, in a way that leaves what they show.</summary>
/// <remarks>
/// Called on several threads at once. What is random comes from the source alone, which belongs to seed, epoch and image: threads change nothing.
/// </remarks>
public abstract class Augmentation
{
    /// <summary>Changes one image.</summary>
    /// <param name="image">The image, changed in place.</param>
    /// <param name="random">Where what is random comes from.</param>
    public abstract void Apply(AugmentedImage image, ref RandomSource random);
}
